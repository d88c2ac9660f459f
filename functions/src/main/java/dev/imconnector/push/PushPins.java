package dev.imconnector.push;

/**
 * The settings that shape what a run does with its data: the same from its first invocation to its last, whatever is
 * configured meanwhile.
 *
 * @param creditMapping the location of the mapping file, or null when there is none
 */
record PushPins(
        int batchSize,
        int rejectThresholdPercent,
        boolean emptyInputIsFine,
        String alreadyExistsPattern,
        String creditMapping) {}
