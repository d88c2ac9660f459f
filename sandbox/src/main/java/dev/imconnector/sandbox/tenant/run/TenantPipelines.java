package dev.imconnector.sandbox.tenant.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.sandbox.http.Json;
import dev.imconnector.sandbox.http.RequestRefusedException;
import dev.imconnector.sandbox.http.SandboxAnswer;
import dev.imconnector.sandbox.switches.LiveSwitches;
import dev.imconnector.sandbox.switches.SandboxSwitches;
import dev.imconnector.sandbox.switches.TenantRunSwitches;
import dev.imconnector.sandbox.switches.WriteSwitches;
import dev.imconnector.sandbox.tenant.store.Table;
import dev.imconnector.sandbox.tenant.store.TenantState;
import dev.imconnector.sandbox.tenant.view.TenantAnswers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Pipelines: started, moving on with time (Pending for the first tenth, Running, Done), cancelled. Its caller holds the
 * state's monitor.
 */
public final class TenantPipelines {

    private static final String PIPELINES = "pipelines";
    private static final String ERROR = "_ERROR_";
    private static final int MOST_LISTED = 100;

    /** When a run ends, and how; no fields of the API. */
    private static final String ENDS = "ends";

    private static final String END = "end";

    private final LiveSwitches switches;
    private final TenantState state;
    private final TenantAnswers answers;
    private final RunEffects effects;

    public TenantPipelines(LiveSwitches switches, TenantState state, TenantAnswers answers) {
        this.switches = switches;
        this.state = state;
        this.answers = answers;
        this.effects = new RunEffects(state);
    }

    /**
     * Starts a job.
     *
     * @param jobs the body: one job
     * @param reset whether it came by the path of ResetFromValidate
     * @throws RequestRefusedException when there is not one job
     */
    public SandboxAnswer start(List<ObjectNode> jobs, boolean reset, String user, Instant now) {
        if (jobs.size() != 1) {
            throw new RequestRefusedException(400, "One pipeline is started at a time");
        }
        var settings = switches.now();
        var job = Job.of(jobs.get(0), reset, state);
        if (!job.isGood()) {
            return answer(500, "0", job.faults());
        }
        if (settings.get(TenantRunSwitches.SECOND_RUN) == TenantRunSwitches.SecondRun.REFUSED && isRunning(job)) {
            return answer(500, ERROR, text("TCMP_90001:E: This stage of this period is running"));
        }
        return switch (settings.get(TenantRunSwitches.RUN_START)) {
            case STARTED -> answer(200, "0", Json.MAPPER.createArrayNode().add(started(job, user, now, settings)));
            case ERROR_200 -> answer(200, ERROR, text("TCMP_90001:E: The pipeline was not started"));
            case ERROR_500 -> answer(500, ERROR, text("TCMP_90001:E: The pipeline was not started"));
            case STARTED_500 -> {
                started(job, user, now, settings);
                yield answer(500, ERROR, text("TCMP_90001:E: The Grid Server did not answer"));
            }
        };
    }

    private static JsonNode text(String message) {
        return Json.MAPPER.getNodeFactory().textNode(message);
    }

    private SandboxAnswer answer(int status, String name, JsonNode content) {
        return answers.envelope(
                status, PIPELINES, Json.MAPPER.createObjectNode().set(name, content));
    }

    private boolean isRunning(Job job) {
        var table = state.table(PIPELINES);
        for (int i = 0; i < table.size(); i++) {
            var run = table.row(i);
            if (!isDone(run)
                    && run.path("stageType").asText().equals(job.stage().seq())
                    && run.path("period").equals(job.sent().path("periodSeq"))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDone(ObjectNode run) {
        return run.get("state").textValue().equals("Done");
    }

    private String started(Job job, String user, Instant now, SandboxSwitches settings) {
        var table = state.table(PIPELINES);
        var seq = table.newSeq();
        var run = Json.MAPPER.createObjectNode().put("pipelineRunSeq", seq);
        run.put("command", job.stage().command().word())
                .put("stageType", job.stage().seq());
        run.put("state", "Pending").put("runProgress", "0%").put("userId", user).put("priority", 0);
        run.put("dateSubmitted", now.toString()).put("numErrors", 0).put("numWarnings", 0);
        copy(job.sent(), "periodSeq", run, "period");
        copy(job.sent(), "processingUnitSeq", run, "processingUnit");
        copy(job.sent(), "runMode", run, "runMode");
        copy(job.sent(), "batchName", run, "batchName");
        copy(job.sent(), "stageTables", run, "stageTables");
        run.put(
                ENDS,
                now.plusSeconds(settings.get(WriteSwitches.PIPELINE_SECONDS)).toString());
        run.put(END, settings.get(TenantRunSwitches.RUN_STATUS).word());
        table.put(seq, List.of(run));
        return seq;
    }

    private static void copy(ObjectNode from, String name, ObjectNode to, String as) {
        if (from.hasNonNull(name)) {
            to.set(as, from.get(name));
        }
    }

    /** Brings all runs to where they are by now. */
    public void settle(Instant now) {
        var table = state.table(PIPELINES);
        for (var run : open(table)) {
            var moved = moved(run, now);
            if (!moved.equals(run)) {
                table.put(run.get("pipelineRunSeq").textValue(), List.of(moved));
            }
        }
    }

    private static List<ObjectNode> open(Table table) {
        var open = new ArrayList<ObjectNode>();
        for (int i = 0; i < table.size(); i++) {
            if (!isDone(table.row(i))) {
                open.add(table.row(i));
            }
        }
        return open;
    }

    private ObjectNode moved(ObjectNode run, Instant now) {
        var submitted = Instant.parse(run.get("dateSubmitted").textValue());
        var ends = Instant.parse(run.get(ENDS).textValue());
        if (!now.isBefore(ends)) {
            return done(run, ends);
        }
        var whole = Duration.between(submitted, ends).toMillis();
        var percent = whole == 0 ? 100 : Duration.between(submitted, now).toMillis() * 100 / whole;
        return percent < 10
                ? run
                : run.deepCopy()
                        .put("state", "Running")
                        .put("status", "Running")
                        .put("startTime", submitted.plusMillis(whole / 10).toString())
                        .put("runProgress", percent + "%");
    }

    private ObjectNode done(ObjectNode run, Instant ended) {
        var good = run.get(END).textValue().equals(TenantRunSwitches.RunStatus.SUCCESSFUL.word());
        var stage = Stage.ofSeq(run.get("stageType").textValue()).orElseThrow();
        var failed = good ? effects.of(run, stage, ended.toString()) : 0;
        var done = run.deepCopy()
                .put("state", "Done")
                .put("runProgress", "100%")
                .put("numErrors", good ? failed : 1)
                .put("stopTime", ended.toString());
        if (!done.has("startTime")) {
            done.set("startTime", done.get("dateSubmitted"));
        }
        return done.set("status", run.get(END));
    }

    /** The last runs as a hyperscaler's own service might list them: its names are known, its answers are not. */
    public SandboxAnswer listedByService() {
        var table = state.table(PIPELINES);
        var listed = Json.MAPPER.createArrayNode();
        for (int i = table.size() - 1; i >= 0 && listed.size() < MOST_LISTED; i--) {
            var run = table.row(i);
            var row = listed.addObject();
            copy(run, "pipelineRunSeq", row, "PipelineRunSeq");
            copy(run, "command", row, "Command");
            copy(run, "stageType", row, "StageType");
            copy(run, "state", row, "State");
            copy(run, "status", row, "Status");
            copy(run, "startTime", row, "StartTime");
            copy(run, "batchName", row, "BatchName");
        }
        return answers.envelope(200, "value", listed);
    }

    /** @throws RequestRefusedException when there is no such run */
    public SandboxAnswer cancel(String seq, Instant now) {
        var run = state.latest(PIPELINES, seq)
                .orElseThrow(() -> new RequestRefusedException(400, "TCMP_09007:E: There is no pipeline " + seq));
        if (isDone(run)) {
            return cancelled(500, seq, "TCMP_90001:E: The pipeline is done");
        }
        return switch (switches.get(TenantRunSwitches.CANCEL_ANSWER)) {
            case MESSAGE -> {
                put(seq, ended(run, now));
                yield cancelled(200, seq, "The pipeline is cancelled.");
            }
            case TCMP_60255 -> {
                put(seq, ended(run, now));
                yield cancelled(500, seq, "TCMP_60255:E: An error occurred while attempting to delete a job");
            }
            case LATER -> {
                put(seq, run.deepCopy().put(END, TenantRunSwitches.RunStatus.CANCEL.word()));
                yield cancelled(200, seq, "The pipeline is being cancelled.");
            }
            case REFUSED -> cancelled(500, seq, "TCMP_90001:E: This stage cannot be stopped");
        };
    }

    private static ObjectNode ended(ObjectNode run, Instant now) {
        return run.deepCopy().put("state", "Done").put("status", "Cancel").put("stopTime", now.toString());
    }

    private void put(String seq, ObjectNode run) {
        state.table(PIPELINES).put(seq, List.of(run));
    }

    private SandboxAnswer cancelled(int status, String seq, String message) {
        return answers.json(status, Json.MAPPER.createObjectNode().put(seq, message));
    }
}
