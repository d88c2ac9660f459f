package dev.imconnector.run;

/**
 * What a run cost in requests.
 *
 * @param requests all that were sent, token calls included
 * @param tokenFetches token calls among them
 * @param throttled answers 429 among them
 * @param retried requests that repeated an earlier one
 */
public record RequestCounts(long requests, long tokenFetches, long throttled, long retried) {

    /** Nothing was sent. */
    public static final RequestCounts NONE = new RequestCounts(0, 0, 0, 0);

    public RequestCounts plus(RequestCounts other) {
        return new RequestCounts(
                requests + other.requests,
                tokenFetches + other.tokenFetches,
                throttled + other.throttled,
                retried + other.retried);
    }

    public RequestCounts minus(RequestCounts other) {
        return new RequestCounts(
                requests - other.requests,
                tokenFetches - other.tokenFetches,
                throttled - other.throttled,
                retried - other.retried);
    }
}
