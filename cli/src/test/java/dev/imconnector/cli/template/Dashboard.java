package dev.imconnector.cli.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The dashboard as deployed with the defaults. */
record Dashboard(JsonNode body) {

    /** A metric that some widget shows. */
    record Metric(String namespace, String name, Map<String, String> dimensions) {}

    static Dashboard ofTheRepository() {
        var template = Template.ofTheRepository();
        var body = new Deployment(template, Map.of())
                .value(template.properties("Dashboard").path("DashboardBody"));
        try {
            return new Dashboard(new ObjectMapper().readTree(body));
        } catch (JsonProcessingException e) {
            throw new AssertionError(
                    "The dashboard is no JSON: " + e.getOriginalMessage() + " at " + e.getLocation(), e);
        }
    }

    /** All metrics that are named; those that are searched for are in {@link #searches}. */
    List<Metric> metrics() {
        var metrics = new ArrayList<Metric>();
        for (var widget : body.path("widgets")) {
            for (var metric : widget.at("/properties/metrics")) {
                if (metric.get(0).isTextual()) {
                    metrics.add(metric(metric));
                }
            }
        }
        return metrics;
    }

    private static Metric metric(JsonNode metric) {
        var dimensions = new TreeMap<String, String>();
        for (int i = 2; i + 1 < metric.size() && metric.get(i + 1).isTextual(); i += 2) {
            dimensions.put(metric.get(i).asText(), metric.get(i + 1).asText());
        }
        return new Metric(metric.get(0).asText(), metric.get(1).asText(), dimensions);
    }

    /** The expressions by which metrics are searched for. */
    List<String> searches() {
        var searches = new ArrayList<String>();
        for (var widget : body.path("widgets")) {
            for (var metric : widget.at("/properties/metrics")) {
                if (metric.get(0).has("expression")) {
                    searches.add(metric.get(0).path("expression").asText());
                }
            }
        }
        return searches;
    }
}
