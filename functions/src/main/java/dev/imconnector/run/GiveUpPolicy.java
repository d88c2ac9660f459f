package dev.imconnector.run;

import java.time.Duration;

/**
 * How long a run is waited for.
 *
 * @param forInput how long a missing input is waited for
 * @param withoutProgress how long a run may go without any progress, whatever it waits for
 */
public record GiveUpPolicy(Duration forInput, Duration withoutProgress) {}
