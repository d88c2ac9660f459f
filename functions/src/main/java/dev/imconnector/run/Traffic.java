package dev.imconnector.run;

/**
 * What a run cost in requests.
 *
 * @param requests all that were sent, token calls included
 * @param tokenFetches token calls among them
 * @param throttled answers 429 among them
 * @param retried requests that repeated an earlier one
 */
public record Traffic(long requests, long tokenFetches, long throttled, long retried) {

    public Traffic plus(Traffic other) {
        return new Traffic(
                requests + other.requests,
                tokenFetches + other.tokenFetches,
                throttled + other.throttled,
                retried + other.retried);
    }

    public Traffic minus(Traffic other) {
        return new Traffic(
                requests - other.requests,
                tokenFetches - other.tokenFetches,
                throttled - other.throttled,
                retried - other.retried);
    }
}
