package dev.imconnector.sandbox.tenant.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.sandbox.http.Json;
import dev.imconnector.sandbox.tenant.store.TenantState;
import java.util.Set;

/**
 * A pipeline job as it was sent, looked through.
 *
 * @param stage null when there are faults
 * @param faults a message for each field that is wrong
 */
record Job(ObjectNode sent, Stage stage, ObjectNode faults) {

    private static final Set<String> RUN_MODES = Set.of("full", "incremental", "positions", "all", "new");

    /** @param reset whether it came by the path of the one job that names no stage */
    static Job of(ObjectNode sent, boolean reset, TenantState state) {
        var faults = Json.MAPPER.createObjectNode();
        var command = Command.of(sent.path("command").asText());
        if (command.isEmpty()) {
            faults.put("command", "TCMP_1002:E: One of PipelineRun, Import, XMLImport is required");
            return new Job(sent, null, faults);
        }
        checkFields(sent, command.get(), faults);
        var stage = reset
                ? Stage.RESET_FROM_VALIDATE
                : Stage.ofSeq(sent.path("stageTypeSeq").asText()).orElse(null);
        if (stage == null || stage.command() != command.get()) {
            faults.put(
                    "stageTypeSeq",
                    "TCMP_09007:E: There is no such stage of " + command.get().word());
        } else {
            checkPeriod(sent, stage, state, faults);
        }
        return new Job(sent, stage, faults);
    }

    private static void checkFields(ObjectNode sent, Command command, ObjectNode faults) {
        sent.fieldNames().forEachRemaining(name -> {
            if (!command.has(name)) {
                faults.put(name, "TCMP_90001:E: There is no such field");
            }
        });
        for (var name : command.required()) {
            require(sent, name, faults);
        }
        if (sent.has("runMode") && !RUN_MODES.contains(sent.get("runMode").asText())) {
            faults.put("runMode", "TCMP_90001:E: One of full, incremental, positions");
        }
    }

    private static void require(ObjectNode sent, String name, ObjectNode faults) {
        if (!sent.hasNonNull(name)) {
            faults.put(name, "TCMP_1002:E: A value is required");
        }
    }

    private static void checkPeriod(ObjectNode sent, Stage stage, TenantState state, ObjectNode faults) {
        if (stage.command() == Command.PIPELINE_RUN && stage != Stage.PURGE) {
            require(sent, "calendarSeq", faults);
            require(sent, "periodSeq", faults);
            require(sent, "runMode", faults);
        }
        checkReference(sent, "calendarSeq", "calendars", state, faults);
        checkReference(sent, "periodSeq", "periods", state, faults);
        checkReference(sent, "processingUnitSeq", "processingUnits", state, faults);
        var period = state.latest("periods", sent.path("periodSeq").asText());
        if (period.isPresent() && !period.get().get("calendar").equals(sent.path("calendarSeq"))) {
            faults.put("periodSeq", "TCMP_09007:E: The calendar has no such period");
        }
    }

    private static void checkReference(
            ObjectNode sent, String name, String resource, TenantState state, ObjectNode faults) {
        if (sent.hasNonNull(name)
                && state.latest(resource, sent.get(name).asText()).isEmpty()) {
            faults.put(name, "TCMP_09007:E: There is no such object");
        }
    }

    boolean isGood() {
        return faults.isEmpty();
    }
}
