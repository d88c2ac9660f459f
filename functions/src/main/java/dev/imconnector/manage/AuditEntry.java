package dev.imconnector.manage;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;

/**
 * Who changed what, and what came of it: names of fields, never values.
 *
 * @param formatVersion {@code 1.0}
 * @param requestId the request, as in the access log and in the answer; a caller may choose it
 * @param invocationId the function's invocation, as in its log; nobody chooses it
 * @param receivedAt when it came
 * @param caller the caller's ARN
 * @param route method and path template, such as {@code PATCH /quotas/{id}}
 * @param id which row, or null
 * @param fields the names of the fields that the request sets
 * @param sourceRefs which credits, or null
 * @param outcome {@code SENDING} until it is known, then what came of it
 * @param detail the error's code, the started run's id, or null
 * @param endedAt when the outcome was known, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuditEntry(
        String formatVersion,
        String requestId,
        String invocationId,
        Instant receivedAt,
        String caller,
        String route,
        String id,
        List<String> fields,
        List<String> sourceRefs,
        String outcome,
        String detail,
        Instant endedAt) {

    private static final String SENDING = "SENDING";

    /** A request that is about to be sent. */
    public static AuditEntry sending(
            String requestId,
            String invocationId,
            Instant receivedAt,
            String caller,
            String route,
            String id,
            List<String> fields) {
        return new AuditEntry(
                "1.0", requestId, invocationId, receivedAt, caller, route, id, fields, null, SENDING, null, null);
    }

    /** The same, with the credits that it sends. */
    public AuditEntry of(List<String> which) {
        return new AuditEntry(
                formatVersion,
                requestId,
                invocationId,
                receivedAt,
                caller,
                route,
                id,
                fields,
                which,
                outcome,
                detail,
                endedAt);
    }

    AuditEntry ended(String what, String why, Instant when) {
        return new AuditEntry(
                formatVersion,
                requestId,
                invocationId,
                receivedAt,
                caller,
                route,
                id,
                fields,
                sourceRefs,
                what,
                why,
                when);
    }
}
