package dev.imconnector.push;

import dev.imconnector.credit.Plausibility;
import dev.imconnector.credit.PlausibilityRules;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;

/**
 * The settings that shape what a run does with its data: the same from its first invocation to its last, whatever is
 * configured meanwhile. Part of a checkpoint.
 *
 * @param batchSize credits per request, 1 to 1,000
 * @param rejectThresholdPercent above it nothing is sent (local checks), or the run ends FAILED (IM's rejects)
 * @param emptyInputIsFine whether an export without a record completes the run
 * @param alreadyExistsPattern which per-item error means that IM has the credit already
 * @param creditMapping the location of the mapping file, for exports with columns of their own; null when there is none
 * @param plausibility what of a valid credit cannot be true; null in runs of before there were such rules
 * @param guardsRejects whether rejects as CSV are kept from being run by a spreadsheet
 * @param transaction the settings that shape what a credit becomes in IM, by name; null in runs of before there were any
 */
public record PushPins(
        int batchSize,
        int rejectThresholdPercent,
        boolean emptyInputIsFine,
        String alreadyExistsPattern,
        String creditMapping,
        PlausibilityRules plausibility,
        boolean guardsRejects,
        Map<String, String> transaction) {

    public PushPins {
        Objects.requireNonNull(alreadyExistsPattern, "alreadyExistsPattern");
        if (batchSize < 1) {
            throw new IllegalArgumentException("A batch has at least one credit");
        }
    }

    /** What of a credit of that business date cannot be true; a run of before there were such rules has none. */
    Plausibility plausibilityOn(LocalDate businessDate) {
        return (plausibility == null ? PlausibilityRules.NONE : plausibility).on(businessDate);
    }
}
