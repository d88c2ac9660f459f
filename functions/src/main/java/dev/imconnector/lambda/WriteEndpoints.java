package dev.imconnector.lambda;

import com.fasterxml.jackson.databind.util.RawValue;
import dev.imconnector.app.Connector;
import dev.imconnector.im.RowId;
import dev.imconnector.im.dialect.Changed;
import dev.imconnector.im.dialect.Operation;
import dev.imconnector.im.dialect.RowChange;
import dev.imconnector.lambda.http.ApiAnswer;
import dev.imconnector.lambda.http.ApiException;
import dev.imconnector.lambda.http.ApiRequest;
import dev.imconnector.lambda.http.Router;
import dev.imconnector.manage.AuditEntry;
import dev.imconnector.manage.AuditTrail;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.push.inline.InlineReceipts;
import dev.imconnector.push.inline.InlineResult;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The writes of the HTTP API, each under audit. */
final class WriteEndpoints {

    private static final int MAX_KEY = 255;

    private final Connector connector;

    WriteEndpoints(Connector connector) {
        this.connector = connector;
    }

    Router router() {
        return new Router()
                .on("POST /credits", this::credits)
                .on("PUT /quotas/{id}", request -> row(request, Operation.REPLACE_QUOTA))
                .on("PATCH /quotas/{id}", request -> row(request, Operation.CHANGE_QUOTA))
                .on("PATCH /participants/{id}", request -> row(request, Operation.CHANGE_PARTICIPANT))
                .on("POST /pipeline-runs", this::pipelineRun)
                .on("DELETE /pipeline-runs/{id}", this::cancelledRun);
    }

    private ApiAnswer credits(ApiRequest request) throws InterruptedException {
        var batch = CreditsBody.read(request);
        var desk = connector.writeDesk();
        var audit = desk.audit().of(entry(request, null, List.of()).of(batch.sourceRefs()));
        try {
            var result = desk.credits().push(batch, RequestTimes.of(request, connector.clock()), audit::begin);
            audit.receipts(InlineReceipts.gzip(result, request.toString(), request.receivedAt()));
            audit.end("ANSWERED", counts(result));
            return ApiAnswer.of(status(result), Map.of("results", result.outcomes()));
        } catch (ProblemException e) {
            throw failed(audit, e);
        }
    }

    private static int status(InlineResult result) {
        if (result.allInIm()) {
            return 200;
        }
        return result.allRejected() ? 422 : 207;
    }

    private static String counts(InlineResult result) {
        return result.outcomes().stream()
                .collect(Collectors.groupingBy(each -> each.outcome(), TreeMap::new, Collectors.counting()))
                .toString();
    }

    private ApiAnswer row(ApiRequest request, Operation operation) throws InterruptedException {
        var id = new RowId(Optional.ofNullable(request.pathParameter("id")).orElse(""));
        var desk = connector.writeDesk();
        var known = desk.rows().fields(operation);
        var body = FieldsBody.read(
                request,
                known.texts(),
                known.id().map(field -> Map.of(field, id.text())).orElse(Map.of()));
        var audit = desk.audit().of(entry(request, id.text(), body.fields()));
        try {
            audit.begin();
            var changed = desk.rows()
                    .change(new RowChange(operation, id, body.json()), RequestTimes.of(request, connector.clock()));
            var outcome = changed.changed() ? "CHANGED" : "UNCHANGED";
            audit.end(outcome, null);
            return ApiAnswer.of(200, rowAnswer(id, outcome, changed));
        } catch (ProblemException e) {
            throw failed(audit, e);
        }
    }

    private static Map<String, Object> rowAnswer(RowId id, String outcome, Changed changed) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("id", id.text());
        answer.put("outcome", outcome);
        changed.row().ifPresent(row -> answer.put("row", new RawValue(new String(row, StandardCharsets.UTF_8))));
        return answer;
    }

    private ApiAnswer pipelineRun(ApiRequest request) throws InterruptedException {
        var key = key(request);
        var desk = connector.writeDesk();
        var body = FieldsBody.read(
                request, desk.rows().fields(Operation.START_PIPELINE_RUN).texts(), Map.of());
        var audit = desk.audit().of(entry(request, null, body.fields()));
        try {
            var times = RequestTimes.of(request, connector.clock());
            var started = desk.pipelines().start(body.json(), key, request.requestId(), times, audit::begin);
            audit.end("STARTED", started.runId());
            var path = "/pipeline-runs/"
                    + URLEncoder.encode(started.runId(), StandardCharsets.UTF_8).replace("+", "%20");
            var answer = ApiAnswer.of(202, Map.of("runId", started.runId(), "path", path));
            return started.replayed() ? answer.with("Idempotency-Replayed", "true") : answer;
        } catch (ProblemException e) {
            throw failed(audit, e);
        }
    }

    private ApiAnswer cancelledRun(ApiRequest request) throws InterruptedException {
        var id = new RowId(Optional.ofNullable(request.pathParameter("id")).orElse(""));
        var desk = connector.writeDesk();
        desk.rows().fields(Operation.CANCEL_PIPELINE_RUN);
        var audit = desk.audit().of(entry(request, id.text(), List.of()));
        try {
            audit.begin();
            var cancelled = desk.rows()
                    .cancelPipelineRun(id, RequestTimes.of(request, connector.clock()))
                    .orElseThrow(() -> PipelineRuns.unknown(request, id));
            audit.end(cancelled.outcome().name(), cancelled.state().name());
            return ApiAnswer.of(
                    200, Map.of("runId", id.text(), "outcome", cancelled.outcome(), "state", cancelled.state()));
        } catch (ProblemException e) {
            throw failed(audit, e);
        }
    }

    private static Optional<String> key(ApiRequest request) {
        var key = request.header("Idempotency-Key");
        if (key.isPresent() && !key.get().matches("[\\x21-\\x7e]{1," + MAX_KEY + "}")) {
            throw ApiException.badRequest(
                    "IDEMPOTENCY_KEY_INVALID",
                    "The header Idempotency-Key cannot be used",
                    "Use 1 to " + MAX_KEY + " visible ASCII characters, such as a UUID");
        }
        return key;
    }

    private static ProblemException failed(AuditTrail.Write audit, ProblemException why) {
        audit.end("FAILED", why.problem().code());
        return why;
    }

    private static AuditEntry entry(ApiRequest request, String id, List<String> fields) {
        return AuditEntry.sending(
                request.requestId(),
                request.invocationId(),
                request.receivedAt(),
                request.caller(),
                request.toString(),
                id,
                fields);
    }
}
