package dev.imconnector.sandbox.tenant.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.sandbox.http.Json;
import dev.imconnector.sandbox.tenant.model.Resources;
import dev.imconnector.sandbox.tenant.model.UnitType;
import java.util.List;
import java.util.function.Consumer;

/** What the tenant holds from the start. Made-up people, the same ones each time. */
final class SampleTenant {

    static final String MADE = "2025-01-01T08:00:00Z";
    private static final List<String> UNITS = List.of("EMEA", "AMER", "APJ");

    private final TenantState state;

    private SampleTenant(TenantState state) {
        this.state = state;
    }

    /** Fills an empty tenant. */
    static void into(TenantState state, int participants) {
        var sample = new SampleTenant(state);
        sample.types();
        new SampleCalendars(sample).fill();
        new SamplePeople(sample).fill(participants);
        sample.pastRuns();
    }

    private void types() {
        for (var unit : UnitType.values()) {
            add("unitTypes", row -> unitType(unit, row));
        }
        for (var id : List.of("Order", "Invoice", "Booking", "Adjustment")) {
            dataType("eventTypes", "eventTypeId", id);
        }
        List.of("Direct", "Indirect").forEach(id -> dataType("creditTypes", "creditTypeId", id));
        List.of("Correction", "Return").forEach(id -> dataType("reasons", "reasonId", id));
        List.of("Commission", "Bonus").forEach(id -> dataType("earningCodes", "earningCodeId", id));
        List.of("Default").forEach(id -> dataType("earningGroups", "earningGroupId", id));
        List.of("Main", "Second").forEach(name -> add("processingUnits", row -> row.put("name", name)));
        for (int i = 0; i < UNITS.size(); i++) {
            var mask = 1 << i;
            var name = UNITS.get(i);
            add(
                    "businessUnits",
                    row -> row.put("name", name)
                            .put("mask", String.valueOf(mask))
                            .put("processingUnit", seq("processingUnits", 0)));
        }
    }

    private static void unitType(UnitType unit, ObjectNode row) {
        row.put("name", unit.unit());
        if (unit.symbol() != null) {
            row.put("symbol", unit.symbol());
        }
        row.put("scale", unit.scale());
        row.put("reportingScale", unit.scale());
        row.put("positionOfSymbol", 0);
        row.putObject("valueClass").put("displayName", unit.valueClass());
    }

    private void dataType(String resource, String key, String id) {
        add(resource, row -> stamp(row.put(key, id).put("notAllowUpdate", false)));
    }

    /** Two runs of a month that is over, for what was calculated refers to them. */
    private void pastRuns() {
        pastRun("21673573206720532", "2026-02-02T09:00:00Z", "2026-02-02T09:12:30Z");
        pastRun("21673573206720520", "2026-02-03T09:00:00Z", "2026-02-03T09:01:10Z");
    }

    private void pastRun(String stageType, String started, String ended) {
        add(
                "pipelines",
                row -> row.put("command", "PipelineRun")
                        .put("stageType", stageType)
                        .put("state", "Done")
                        .put("status", "Successful")
                        .put("userId", "admin")
                        .put("runMode", "full")
                        .put("runProgress", "100%")
                        .put("dateSubmitted", started)
                        .put("startTime", started)
                        .put("stopTime", ended)
                        .put("numErrors", 0)
                        .put("numWarnings", 0)
                        .put("priority", 0)
                        .put("period", seqOfMonth("2026-01"))
                        .put("processingUnit", seq("processingUnits", 0)));
    }

    private String seqOfMonth(String name) {
        return state.rows("periods")
                .indexed("name", name)
                .orElseThrow()
                .get(0)
                .get("periodSeq")
                .textValue();
    }

    static String seq(String resource, long number) {
        return Resources.of(resource).seq(number);
    }

    static ObjectNode stamp(ObjectNode row) {
        return row.put("createDate", MADE)
                .put("createdBy", "admin")
                .put("modifiedBy", "admin")
                .put("etag", "1");
    }

    /** Adds an object with one version. @return its seq */
    String add(String resource, Consumer<ObjectNode> fields) {
        return addVersions(resource, List.of(fields));
    }

    /** @param versions each writes the fields of one, the earliest first */
    String addVersions(String resource, List<Consumer<ObjectNode>> versions) {
        var table = state.table(resource);
        var seq = table.newSeq();
        table.keep(
                seq,
                versions.stream()
                        .map(fields -> {
                            var row = Json.MAPPER
                                    .createObjectNode()
                                    .put(table.resource().seqField(), seq);
                            fields.accept(row);
                            return row;
                        })
                        .toList());
        return seq;
    }
}
