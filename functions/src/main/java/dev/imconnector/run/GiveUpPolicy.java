package dev.imconnector.run;

import java.time.Duration;

/**
 * Says how long the connector waits for a run before it gives up.
 *
 * @param forInput how long a missing input is waited for
 * @param withoutProgress how long a run may go without any progress, whatever it waits for
 */
public record GiveUpPolicy(Duration forInput, Duration withoutProgress) {}
