package dev.imconnector.cli.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.testkit.EmittedMetrics.Datum;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * An alarm on one metric, judged as CloudWatch judges it: the data of each period become one number, and the alarm rings
 * when all of the last periods breach the threshold. The period that has just begun counts, as far as it has data.
 */
record AlarmRule(
        String id,
        String namespace,
        String metric,
        Map<String, String> dimensions,
        String statistic,
        Duration period,
        int periods,
        String comparison,
        double threshold,
        String missing) {

    enum State {
        OK,
        ALARM,
        /** As it was before. */
        KEPT
    }

    private enum Verdict {
        BREACHES,
        HOLDS,
        MISSING
    }

    /** By the metric itself, or by a metric divided by a number, which is the same with a threshold as many times as high. */
    static AlarmRule of(Template template, Deployment deployment, String id) {
        var properties = template.properties(id);
        var measured = properties.has("Metrics") ? measured(properties) : properties;
        var dimensions = new TreeMap<String, String>();
        measured.path("Dimensions")
                .forEach(each -> dimensions.put(each.path("Name").asText(), deployment.value(each.path("Value"))));
        return new AlarmRule(
                id,
                measured.path("Namespace").asText(),
                measured.path("MetricName").asText(),
                dimensions,
                measured.path("Statistic").asText(),
                Duration.ofSeconds(measured.path("Period").asLong()),
                (int) number(deployment, properties.path("EvaluationPeriods")),
                properties.path("ComparisonOperator").asText(),
                number(deployment, properties.path("Threshold")) * divisor(deployment, properties),
                properties.path("TreatMissingData").asText());
    }

    private static JsonNode measured(JsonNode properties) {
        var stat = properties.at("/Metrics/1/MetricStat");
        ObjectNode measured = stat.path("Metric").deepCopy();
        measured.set("Statistic", stat.path("Stat"));
        measured.set("Period", stat.path("Period"));
        return measured;
    }

    private static double divisor(Deployment deployment, JsonNode properties) {
        if (!properties.has("Metrics")) {
            return 1;
        }
        var expression = deployment.value(properties.at("/Metrics/0/Expression"));
        var metric = properties.at("/Metrics/1/Id").asText() + " / ";
        if (properties.path("Metrics").size() != 2 || !expression.startsWith(metric)) {
            throw new AssertionError("Teach AlarmRule the expression " + expression);
        }
        return Double.parseDouble(expression.substring(metric.length()));
    }

    private static double number(Deployment deployment, JsonNode value) {
        return Double.parseDouble(deployment.value(value));
    }

    State at(Instant now, List<Datum> data) {
        var own = data.stream().filter(this::isMine).toList();
        var last = now.getEpochSecond() / period.toSeconds();
        int breaching = 0;
        int missed = 0;
        for (long each = last - periods + 1; each <= last; each++) {
            switch (verdict(each, own)) {
                case BREACHES -> breaching++;
                case MISSING -> missed++;
                case HOLDS -> {}
            }
        }
        if (missed == periods && missing.equals("ignore")) {
            return State.KEPT;
        }
        return breaching == periods ? State.ALARM : State.OK;
    }

    private boolean isMine(Datum datum) {
        return datum.namespace().equals(namespace)
                && datum.name().equals(metric)
                && datum.dimensions().equals(dimensions);
    }

    private Verdict verdict(long number, List<Datum> own) {
        var values = own.stream()
                .filter(datum -> datum.timestamp().getEpochSecond() / period.toSeconds() == number)
                .mapToDouble(Datum::value);
        OptionalDouble value = switch (statistic) {
            case "Maximum" -> values.max();
            case "Sum" -> values.reduce(Double::sum);
            default -> throw new AssertionError("Teach AlarmRule the statistic " + statistic);
        };
        if (value.isPresent()) {
            return breaches(value.getAsDouble()) ? Verdict.BREACHES : Verdict.HOLDS;
        }
        return switch (missing) {
            case "breaching" -> Verdict.BREACHES;
            case "notBreaching" -> Verdict.HOLDS;
            case "ignore" -> Verdict.MISSING;
            default -> throw new AssertionError("Teach AlarmRule to treat missing data as " + missing);
        };
    }

    private boolean breaches(double value) {
        return switch (comparison) {
            case "GreaterThanThreshold" -> value > threshold;
            case "GreaterThanOrEqualToThreshold" -> value >= threshold;
            case "LessThanThreshold" -> value < threshold;
            default -> throw new AssertionError("Teach AlarmRule the comparison " + comparison);
        };
    }
}
