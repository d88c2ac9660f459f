package dev.imconnector.manage;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * What became of the request with an idempotency key.
 *
 * @param state how far it has come
 * @param bodySha256 of the request's body, so that the key is not taken for another request
 * @param requestId the request that used the key first
 * @param startedAt when it did
 * @param runId the run that IM started, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record KeyRecord(State state, String bodySha256, String requestId, Instant startedAt, String runId) {

    enum State {
        STARTED,
        ANSWERED,
        LOST
    }

    KeyRecord answered(String run) {
        return new KeyRecord(State.ANSWERED, bodySha256, requestId, startedAt, run);
    }

    KeyRecord lost() {
        return new KeyRecord(State.LOST, bodySha256, requestId, startedAt, null);
    }
}
