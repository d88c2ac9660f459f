package dev.imconnector.report;

/**
 * What a report tells beyond the run's record.
 *
 * @param nothingIsSent whether the run only looks (a dry run)
 * @param rejected why records were rejected
 * @param withoutOutcome what is known of records without an outcome
 * @param timeline how many requests were answered in which minute
 * @param requestsPerMinute the limit that the connector kept; 0 for none
 */
public record ReportFacts(
        boolean nothingIsSent,
        RejectReasons rejected,
        RejectReasons withoutOutcome,
        RequestTimeline timeline,
        int requestsPerMinute) {

    /** Of a run that has no records of its own. */
    public static ReportFacts of(RequestTimeline timeline, int requestsPerMinute) {
        return new ReportFacts(false, new RejectReasons(), new RejectReasons(), timeline, requestsPerMinute);
    }
}
