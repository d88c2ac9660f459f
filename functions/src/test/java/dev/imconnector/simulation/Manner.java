package dev.imconnector.simulation;

/**
 * How this IM, this environment and this export are; none of it is a fault.
 *
 * @param conflict how IM says that it has a credit already
 * @param refusal whether an unwanted credit makes IM refuse the whole batch
 * @param maxBatch IM answers 413 to more
 * @param status of an answer with items
 * @param latency of IM, in milliseconds
 * @param limit requests a minute, which both sides know; 0 for none
 */
record Manner(
        Conflict conflict,
        boolean refusal,
        int maxBatch,
        int status,
        int latency,
        int limit,
        int batchSize,
        int maxInFlight,
        int threshold,
        Format format,
        int files,
        boolean gzipped,
        boolean crlf,
        boolean bom,
        int tokenLife) {

    enum Conflict {
        ERROR_409("ERROR", "409 Conflict: sourceRef %s already exists"),
        ERROR_DUPLICATE("ERROR", "Duplicate sourceRef %s"),
        STATUS_DUPLICATE("DUPLICATE", ""),
        STATUS_EXISTS("ALREADY_EXISTS", ""),
        /** The whole batch, with 409 and no items. */
        WHOLE_BATCH("", "");

        final String status;
        final String message;

        Conflict(String status, String message) {
            this.status = status;
            this.message = message;
        }
    }

    enum Format {
        CSV,
        JSON_LINES,
        /** CSV with columns of its own and a mapping file. */
        MAPPED
    }
}
