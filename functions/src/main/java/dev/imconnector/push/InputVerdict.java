package dev.imconnector.push;

import dev.imconnector.problem.Problem;
import java.util.Optional;

/** Whether anything of an input may be sent, by what the first pass found. Thread-safe. */
public final class InputVerdict {

    private InputVerdict() {}

    static Optional<Problem> of(FirstPassResult found, PushPins pins, String credits) {
        return of(found, pins.rejectThresholdPercent(), pins.emptyInputIsFine(), credits);
    }

    /**
     * Why nothing of it may be sent, or empty.
     *
     * @param rejectThresholdPercent how many of 100 records may be rejected, 0 to 100
     * @param emptyInputIsFine whether an input without a record may be pushed
     * @param credits where the input is, for the message
     */
    public static Optional<Problem> of(
            FirstPassResult found, int rejectThresholdPercent, boolean emptyInputIsFine, String credits) {
        if (found.records() == 0 && !emptyInputIsFine) {
            return Optional.of(new Problem(
                    "EMPTY_INPUT",
                    "The export at " + credits + " holds no record",
                    "Check the CRM's export; if a night without credits is normal, set empty-input to ok"));
        }
        if (found.rejected() * 100 > found.records() * rejectThresholdPercent) {
            return Optional.of(new Problem(
                    "TOO_MANY_REJECTED",
                    found.rejected() + " of " + found.records() + " records at " + credits
                            + " cannot be sent, more than " + rejectThresholdPercent + " %; nothing was sent",
                    "Read the reasons in the rejects and correct the export, or raise reject-threshold-percent; then"
                            + " call again with \"retry\": true"));
        }
        return Optional.empty();
    }
}
