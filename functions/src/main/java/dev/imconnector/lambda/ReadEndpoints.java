package dev.imconnector.lambda;

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
        return new Router().on("GET /runs/{runId}", this::run).on("GET /connection", this::connection);
    }

    /** The run's record as it is stored, at this moment. */
    private ApiAnswer run(ApiRequest request) {
        var runId =
                new RunId(Optional.ofNullable(request.pathParameter("runId")).orElse(""));
        var found = connector.runRecords().find(runId);
        return ApiAnswer.of(200, found.orElseThrow(() -> unknown(runId)).run());
    }

    private static ApiException unknown(RunId runId) {
        return new ApiException(
                404,
                new Problem(
                        "RUN_UNKNOWN",
                        "There is no run " + runId,
                        "Check the runId; a run that was just started has a record within seconds"));
    }

    /** That a step failed is the answer asked for, and no failure of the request. */
    private ApiAnswer connection(ApiRequest request) throws InterruptedException {
        var until = RequestTimes.of(request, connector.clock()).end();
        return ApiAnswer.of(200, connector.connectionCheck().check(until));
    }
}
