package dev.imconnector.metrics;

import dev.imconnector.oauth.FetchReason;
import dev.imconnector.oauth.TokenEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/** Measures what the token core does. Thread-safe; never with a client id. */
final class TokenMetrics implements TokenEvents {

    private static final String CLIENT = "Client";
    private static final double HOURS_A_DAY = 24;

    private final MetricLines lines;
    private final String client;

    /** @param client which client it is: never its id */
    TokenMetrics(MetricLines lines, String client) {
        this.lines = lines;
        this.client = client;
    }

    @Override
    public void tokenFetched(FetchReason reason, Duration took) {
        lines.write("Reason", reason.name(), line -> {
            line.addMetric("TokenFetched", 1, MetricUnit.COUNT);
            line.addMetric("TokenFetchMilliseconds", took.toMillis(), MetricUnit.MILLISECONDS);
        });
    }

    @Override
    public void credentialsRead(String versionId, Optional<Duration> age) {
        age.ifPresent(known -> lines.write(
                CLIENT,
                client,
                line -> line.addMetric("ClientSecretAgeDays", known.toHours() / HOURS_A_DAY, MetricUnit.NONE)));
    }

    @Override
    public void gateTripped(String versionId, Instant closedUntil) {
        lines.write(CLIENT, client, line -> line.addMetric("ClientRejected", 1, MetricUnit.COUNT));
    }
}
