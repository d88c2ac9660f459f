package dev.imconnector.sandbox.state;

import java.math.BigDecimal;
import java.util.List;

/**
 * What the sandbox received: the truth that a test compares with what a client says. Requests are counted since the
 * start, credits include those of the state file. Immutable.
 */
public record SandboxReport(Requests requests, Credits credits) {

    /**
     * Requests to the token endpoint and the API, those of the sandbox's own {@code /_sandbox} excluded.
     *
     * @param total all of them
     * @param tokenCalls those to the token endpoint, whatever the answer
     * @param tokensIssued tokens handed out
     * @param throttled answers with 429, faults included
     * @param mostIn60Seconds the most that arrived in any 60 s, refused ones included
     * @param mostUnderWay the most that were under way at once
     * @param firstArrivalMicros when the first one arrived, in microseconds since 1970; 0 before that
     * @param lastAnswerMicros when the last one was answered, likewise
     * @param byRoute counts by route and status
     */
    public record Requests(
            long total,
            long tokenCalls,
            long tokensIssued,
            long throttled,
            int mostIn60Seconds,
            int mostUnderWay,
            long firstArrivalMicros,
            long lastAnswerMicros,
            List<RouteCount> byRoute) {

        public Requests {
            byRoute = List.copyOf(byRoute);
        }

        /** How many requests of a route, such as {@code POST /credits/batch}, were answered with any status. */
        public long of(String route) {
            return byRoute.stream()
                    .filter(count -> count.route().equals(route))
                    .mapToLong(RouteCount::count)
                    .sum();
        }

        /** How many requests of a route were answered with that status; 0 stands for no answer at all. */
        public long of(String route, int status) {
            return byRoute.stream()
                    .filter(count -> count.route().equals(route) && count.status() == status)
                    .mapToLong(RouteCount::count)
                    .sum();
        }
    }

    /** @param status the status of the answer, 0 when the connection was dropped or stalled */
    public record RouteCount(String route, int status, long count) {}

    /**
     * Credits.
     *
     * @param stored how many are in IM, each under its own sourceRef
     * @param sent how many records with a sourceRef arrived in requests that were read, the same one counted each time
     * @param sourceRefs how many different sourceRefs arrived
     * @param sentAgain how many sourceRefs arrived more than once
     * @param mostSent how often the one that arrived most often did
     * @param sameSourceRefUnderWay records that arrived while another request with their sourceRef was under way
     * @param sameSourceRefInBatch records whose sourceRef was in the same request before
     * @param totals count and sum of amounts of what is stored, by currency
     */
    public record Credits(
            long stored,
            long sent,
            long sourceRefs,
            long sentAgain,
            int mostSent,
            long sameSourceRefUnderWay,
            long sameSourceRefInBatch,
            List<CurrencyTotal> totals) {

        public Credits {
            totals = List.copyOf(totals);
        }
    }

    /** @param amount the exact sum */
    public record CurrencyTotal(String currencyCode, long count, BigDecimal amount) {}
}
