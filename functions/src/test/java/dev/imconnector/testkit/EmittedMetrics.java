package dev.imconnector.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The metrics that code under test has emitted, read from its standard output as CloudWatch reads EMF lines: each metric
 * once for each of its line's sets of dimensions. One at a time in a JVM.
 */
public final class EmittedMetrics implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintStream before = System.out;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    /** One value of one metric. */
    public record Datum(
            Instant timestamp,
            String namespace,
            String name,
            Map<String, String> dimensions,
            String unit,
            double value) {}

    /**
     * A full hour from which virtual days can pass: Powertools refuses times of more than two weeks ago and of more than
     * two hours to come, for CloudWatch does.
     */
    public static Instant someDaysAgo() {
        return Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofDays(12));
    }

    /** Takes over the standard output until closed. */
    public EmittedMetrics() {
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
    }

    /** All that was emitted so far, in that order. */
    public List<Datum> all() {
        var data = new ArrayList<Datum>();
        output.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("{\"_aws\""))
                .forEach(line -> {
                    var root = read(line);
                    for (var directive : root.at("/_aws/CloudWatchMetrics")) {
                        for (var set : directive.path("Dimensions")) {
                            directive.path("Metrics").forEach(metric -> add(data, root, directive, set, metric));
                        }
                    }
                });
        return data;
    }

    /** The values of a metric, whatever its dimensions. */
    public List<Double> values(String name) {
        return all().stream()
                .filter(datum -> datum.name().equals(name))
                .map(Datum::value)
                .toList();
    }

    private static void add(List<Datum> data, JsonNode root, JsonNode directive, JsonNode set, JsonNode metric) {
        var dimensions = new TreeMap<String, String>();
        set.forEach(key -> dimensions.put(key.asText(), root.path(key.asText()).asText()));
        var values = root.path(metric.path("Name").asText());
        for (var value : values.isArray() ? values : List.of(values)) {
            data.add(new Datum(
                    Instant.ofEpochMilli(root.at("/_aws/Timestamp").asLong()),
                    directive.path("Namespace").asText(),
                    metric.path("Name").asText(),
                    dimensions,
                    metric.path("Unit").asText(),
                    value.asDouble()));
        }
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        System.setOut(before);
    }
}
