package dev.imconnector.lambda;

import dev.imconnector.app.Connector;
import dev.imconnector.im.Entity;
import dev.imconnector.im.RowId;
import dev.imconnector.lambda.http.ApiAnswer;
import dev.imconnector.lambda.http.ApiException;
import dev.imconnector.lambda.http.ApiRequest;
import dev.imconnector.lambda.http.Router;
import dev.imconnector.problem.Problem;
import dev.imconnector.run.RunId;
import java.util.Optional;

/** The reads of the HTTP API. */
final class ReadEndpoints {

    private final Connector connector;

    ReadEndpoints(Connector connector) {
        this.connector = connector;
    }

    Router router() {
        var router = new Router()
                .on("GET /runs/{runId}", this::run)
                .on("GET /connection", this::connection)
                .on("GET /pipeline-runs/{id}", this::pipelineRun);
        for (var entity : Entity.values()) {
            router.on("GET /" + entity.text(), request -> page(entity, request));
        }
        return router;
    }

    private ApiAnswer page(Entity entity, ApiRequest request) throws InterruptedException {
        var options = ListOptions.of(entity, request);
        var lookup = connector.rowLookup();
        var times = RequestTimes.of(request, connector.clock());
        var page = options.next().isPresent()
                ? lookup.next(entity, options.next().get(), times)
                : lookup.first(options.query(), times);
        return ApiAnswer.json(200, new RowsBody(lookup).page(entity, page));
    }

    private ApiAnswer pipelineRun(ApiRequest request) throws InterruptedException {
        var id = new RowId(Optional.ofNullable(request.pathParameter("id")).orElse(""));
        var lookup = connector.rowLookup();
        var row = lookup.row(Entity.PIPELINE_RUNS, id, RequestTimes.of(request, connector.clock()))
                .orElseThrow(() -> PipelineRuns.unknown(request, id));
        return ApiAnswer.json(200, new RowsBody(lookup).pipelineRun(row));
    }

    /** The run's record as it is stored, at this moment. */
    private ApiAnswer run(ApiRequest request) {
        var runId =
                new RunId(Optional.ofNullable(request.pathParameter("runId")).orElse(""));
        var found = connector
                .runRecords()
                .find(runId)
                .orElseThrow(() -> unknown(
                        "RUN_UNKNOWN",
                        "There is no run " + runId,
                        "Check the runId; a run that was just started has a record within seconds"));
        return ApiAnswer.of(200, found.run());
    }

    private static ApiException unknown(String code, String message, String fix) {
        return new ApiException(404, new Problem(code, message, fix));
    }

    /** That a step failed is the answer asked for, and no failure of the request. */
    private ApiAnswer connection(ApiRequest request) throws InterruptedException {
        var until = RequestTimes.of(request, connector.clock()).end();
        return ApiAnswer.of(200, connector.connectionCheck().check(until));
    }
}
