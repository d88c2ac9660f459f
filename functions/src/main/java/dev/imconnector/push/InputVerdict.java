package dev.imconnector.push;

import dev.imconnector.problem.Problem;
import java.util.Optional;

/** Whether anything of an input may be sent, by what the first pass found. */
final class InputVerdict {

    private InputVerdict() {}

    /** Why nothing of it may be sent, or empty. */
    static Optional<Problem> of(FirstPassResult found, PushPins pins, String credits) {
        if (found.records() == 0 && !pins.emptyInputIsFine()) {
            return Optional.of(new Problem(
                    "EMPTY_INPUT",
                    "The export at " + credits + " holds no record",
                    "Check the CRM's export; if a night without credits is normal, set empty-input to ok"));
        }
        if (found.rejected() * 100 > found.records() * pins.rejectThresholdPercent()) {
            return Optional.of(new Problem(
                    "TOO_MANY_REJECTED",
                    found.rejected() + " of " + found.records() + " records at " + credits
                            + " cannot be sent, more than " + pins.rejectThresholdPercent() + " %; nothing was sent",
                    "Read the reasons in the rejects and correct the export, or raise reject-threshold-percent; then"
                            + " call again with \"retry\": true"));
        }
        return Optional.empty();
    }
}
