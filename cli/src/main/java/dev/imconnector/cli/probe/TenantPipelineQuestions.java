package dev.imconnector.cli.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.cli.probe.ProbeClient.Answer;
import java.net.URI;
import java.util.List;

/**
 * Where a tenant has pipelines, and what it answers there. What is sent to start one names no stage and no period that there
 * is, so none can start; should one start nevertheless, it is cancelled.
 */
final class TenantPipelineQuestions {

    private static final String SERVICE = "/cng-pipeline";
    private static final String NOTHING = "0";

    private final TenantCalls calls;
    private final TenantProbe.Plan plan;
    private final List<Finding> findings;

    TenantPipelineQuestions(TenantCalls calls, TenantProbe.Plan plan, List<Finding> findings) {
        this.calls = calls;
        this.plan = plan;
        this.findings = findings;
    }

    void ask() throws InterruptedException {
        var listed = calls.get("pipelines", "top=1");
        findings.add(Finding.of("pipelines among the resources", seen(listed, "pipelines")));
        if (listed.isGood()) {
            resource();
        }
        if (plan.tokenUrl().isPresent()) {
            service();
        }
    }

    private void resource() throws InterruptedException {
        var answer = calls.send(
                "POST", "/pipelines", JsonNodeFactory.instance.arrayNode().add(job()));
        findings.add(Finding.of("start of a pipeline that there is not", calls.shown(answer)));
        var started = answer.json().at("/pipelines/0/0").asText("");
        if (!started.isEmpty()) {
            var cancelled = calls.send("DELETE", "/pipelines(" + started + ")", null);
            findings.add(Finding.of(
                    "clean-up of a pipeline",
                    "it STARTED one, " + calls.clean(started) + "; the cancel: " + calls.shown(cancelled)));
        }
        findings.add(Finding.of(
                "cancel of a pipeline that there is not",
                calls.shown(calls.send("DELETE", "/pipelines(" + NOTHING + ")", null))));
    }

    private void service() throws InterruptedException {
        var listed = calls.send("GET", below(SERVICE + "/odata/PipelineRuns?$skip=0&$top=1"), null);
        findings.add(Finding.of("pipelines of the own service", seen(listed, "value")));
        if (listed.isGood()) {
            findings.add(Finding.of(
                    "its start of one that there is not",
                    calls.shown(calls.send("POST", below(SERVICE + "/pipeline/submitJob"), job()))));
        }
    }

    private static ObjectNode job() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("command", "PipelineRun")
                .put("stageTypeSeq", NOTHING)
                .put("periodSeq", NOTHING)
                .put("calendarSeq", NOTHING)
                .put("runMode", "full");
    }

    /** The service stands beside the API, on the same host. */
    private URI below(String path) {
        return URI.create(plan.api().getScheme() + "://" + plan.api().getRawAuthority() + path);
    }

    private String seen(Answer answer, String list) {
        if (!answer.isGood()) {
            return "NOT there: " + calls.shown(answer);
        }
        var rows = answer.json().path(list);
        return rows.isArray()
                ? "there" + (rows.isEmpty() ? ", without a run" : ", a run has " + names(rows.path(0)))
                : "there, in another form: " + calls.shown(answer);
    }

    private String names(JsonNode run) {
        var names = new StringBuilder();
        run.fieldNames()
                .forEachRemaining(
                        name -> names.append(names.isEmpty() ? "" : ", ").append(name));
        return calls.clean(names.toString());
    }
}
