package dev.imconnector.lambda;

import dev.imconnector.im.RowId;
import dev.imconnector.lambda.http.ApiException;
import dev.imconnector.lambda.http.ApiRequest;
import dev.imconnector.problem.Problem;

/** What is said of pipeline runs by reads and writes alike. */
final class PipelineRuns {

    private PipelineRuns() {}

    static ApiException unknown(ApiRequest request, RowId id) {
        return new ApiException(
                404,
                new Problem(
                        "PIPELINE_RUN_UNKNOWN",
                        "IM has no pipeline run " + request.shown(id.text()),
                        "Check the id; GET /pipeline-runs lists them"));
    }
}
