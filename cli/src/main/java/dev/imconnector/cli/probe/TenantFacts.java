package dev.imconnector.cli.probe;

import java.util.List;

/**
 * What the probe must know of a tenant to write into it.
 *
 * @param eventType of the transactions
 * @param eventTypeSeq its seq; empty when the tenant does not show it
 * @param lineUnit the unit type of line numbers
 * @param scale the decimals of the currency, or empty
 */
record TenantFacts(String eventType, String eventTypeSeq, String lineUnit, String scale) {

    private static final String DEFAULT_UNIT = "integer";

    /** @throws ProbeException when the tenant shows no event type */
    static TenantFacts of(TenantCalls calls, TenantProbe.Plan plan, List<Finding> findings)
            throws InterruptedException {
        var answer = calls.get("eventTypes", "top=100", "orderBy=dataTypeSeq");
        var rows = TenantCalls.rows(answer, "eventTypes");
        var eventType = eventType(calls, plan, answer, findings);
        var seq = rows.stream()
                .filter(row -> row.path("eventTypeId").asText("").equals(eventType))
                .map(row -> row.path("dataTypeSeq").asText(""))
                .findFirst()
                .orElse("");
        return new TenantFacts(eventType, seq, lineUnit(calls, findings), scale(calls, plan, findings));
    }

    ReferenceForm.Known knownEventType() {
        return new ReferenceForm.Known("dataTypeSeq", eventTypeSeq, "eventTypeId", eventType);
    }

    private static String eventType(
            TenantCalls calls, TenantProbe.Plan plan, ProbeClient.Answer answer, List<Finding> findings) {
        var types = TenantCalls.rows(answer, "eventTypes").stream()
                .map(row -> row.path("eventTypeId").asText(""))
                .toList();
        if (types.isEmpty() && plan.eventType().isEmpty()) {
            throw new ProbeException(
                    "The tenant shows no event type: " + calls.shown(answer),
                    "Give the client id or user a role in IM that reads and writes sales data, and try again");
        }
        var chosen = plan.eventType().orElseGet(() -> types.get(0));
        findings.add(new Finding(
                "event types",
                calls.clean(String.join(", ", types)) + "; asked with " + chosen,
                "event-type",
                "the one that your plans expect"));
        return chosen;
    }

    private static String lineUnit(TenantCalls calls, List<Finding> findings) throws InterruptedException {
        var rows = TenantCalls.rows(calls.get("salesTransactions", "top=1"), "salesTransactions");
        if (rows.isEmpty()) {
            findings.add(Finding.asByDefault(
                    "unit of line numbers", "unknown: there is no transaction yet", "line-unit-type"));
            return DEFAULT_UNIT;
        }
        var unit = rows.get(0).at("/lineNumber/unitType/name").asText(DEFAULT_UNIT);
        findings.add(
                unit.equals(DEFAULT_UNIT)
                        ? Finding.asByDefault("unit of line numbers", unit, "line-unit-type")
                        : new Finding("unit of line numbers", calls.clean(unit), "line-unit-type", calls.clean(unit)));
        return unit;
    }

    private static String scale(TenantCalls calls, TenantProbe.Plan plan, List<Finding> findings)
            throws InterruptedException {
        var answer = calls.get("unitTypes", "top=1", "$filter=name eq '" + plan.currencyCode() + "'");
        var rows = TenantCalls.rows(answer, "unitTypes");
        var scale = rows.isEmpty() ? "" : rows.get(0).path("scale").asText("");
        findings.add(Finding.of(
                "decimals of " + plan.currencyCode(),
                rows.isEmpty() ? "no such unit type: " + calls.shown(answer) : scale));
        return scale;
    }
}
