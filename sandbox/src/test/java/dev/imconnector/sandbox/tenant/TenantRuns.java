package dev.imconnector.sandbox.tenant;

import dev.imconnector.sandbox.testkit.SandboxCaller.Answer;
import dev.imconnector.sandbox.testkit.TenantCaller;

/** Starts pipelines of a tenant. Has no rules of its own. */
final class TenantRuns {

    private static final String PREFIX = "21673573206720";

    private final TenantCaller im;

    TenantRuns(TenantCaller im) {
        this.im = im;
    }

    /** @param stage the last three digits of its seq @param period a month of the main calendar */
    Answer start(String stage, String period) {
        return im.post("/pipelines", job(stage, period));
    }

    String started(String stage, String period) {
        var answer = start(stage, period);
        var seq = answer.json().at("/pipelines/0/0").textValue();
        if (answer.status() != 200 || seq == null) {
            throw new AssertionError(answer.status() + " " + answer.body());
        }
        return seq;
    }

    String job(String stage, String period) {
        var row = im.rows("/periods?$filter=name eq '" + period + "' and calendar/name eq 'Main Monthly Calendar'")
                .get(0);
        return """
                [{"command":"PipelineRun","runStats":false,"periodSeq":"%s","calendarSeq":"%s",\
                "stageTypeSeq":"%s%s","runMode":"full","removeStaleResults":false}]""".formatted(
                        row.get("periodSeq").textValue(), row.get("calendar").textValue(), PREFIX, stage);
    }
}
