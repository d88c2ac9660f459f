package dev.imconnector.metrics;

import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.MetricsFactory;
import software.amazon.lambda.powertools.metrics.model.DimensionSet;

/**
 * Writes metrics as EMF lines, which Lambda turns into CloudWatch metrics. Each line has exactly one set of dimensions,
 * the service (environment variable {@code POWERTOOLS_SERVICE_NAME}, which the template makes the stack's name) always
 * among them, so that two stacks in one account are never mixed up. Thread-safe.
 */
final class MetricLines {

    private static final String NAMESPACE = "IMConnector";
    private static final String SERVICE = "Service";

    private final Metrics metrics;
    private final String service;
    private final Clock clock;

    MetricLines(Map<String, String> environment, Clock clock) {
        this.service = environment.getOrDefault("POWERTOOLS_SERVICE_NAME", "service_undefined");
        this.clock = clock;
        this.metrics = MetricsFactory.getMetricsInstance();
        metrics.setNamespace(NAMESPACE);
        metrics.setRaiseOnEmptyMetrics(false);
    }

    Metrics metrics() {
        return metrics;
    }

    /** Writes a line about the whole service. */
    void write(Consumer<Metrics> values) {
        write(DimensionSet.of(SERVICE, service), values);
    }

    /** Writes a line about a part of the service. The dimension's values are few: never an id. */
    void write(String dimension, String value, Consumer<Metrics> values) {
        write(DimensionSet.of(SERVICE, service, dimension, value), values);
    }

    private void write(DimensionSet dimensions, Consumer<Metrics> values) {
        metrics.flushMetrics(line -> {
            line.setNamespace(NAMESPACE);
            line.clearDefaultDimensions();
            // Else the time of the line before, which may be that of an invocation hours ago.
            line.setTimestamp(clock.instant());
            line.addDimension(dimensions);
            values.accept(line);
        });
    }
}
