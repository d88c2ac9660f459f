package dev.imconnector.im.dialect.tenant;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import dev.imconnector.im.dialect.PipelineState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;

/**
 * A tenant's words for how a pipeline run stands, in capitals; empty where the row has none.
 *
 * @param state says whether it has ended
 * @param status says how
 */
record PipelineWords(String state, String status) {

    private static final JsonFactory JSON = new JsonFactory();
    private static final Set<String> GOING = Set.of("SCHEDULED", "PENDING", "RUNNING");
    private static final String ENDED = "DONE";
    private static final String GOOD = "SUCCESSFUL";

    /** The second one is how tenants are known to write it, too. */
    private static final Set<String> CANCELLED = Set.of("CANCEL", "CACEL", "CANCELLED", "CANCELED");

    /** @param run one JSON object */
    static PipelineWords of(byte[] run) {
        var state = "";
        var status = "";
        try (var json = JSON.createParser(run)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                var field = json.currentName();
                if (json.nextToken() == JsonToken.VALUE_STRING) {
                    var word = json.getText().strip().toUpperCase(Locale.ROOT);
                    state = field.equals("state") ? word : state;
                    status = field.equals("status") ? word : status;
                }
                json.skipChildren();
            }
            return new PipelineWords(state, status);
        } catch (IOException e) {
            throw new UncheckedIOException("A row that was read once can be read again", e);
        }
    }

    /** What they mean; a run that has ended in whatever other word than the good one has failed. */
    PipelineState meaning() {
        if (hasEnded()) {
            return status.equals(GOOD) ? PipelineState.SUCCEEDED : PipelineState.FAILED;
        }
        return GOING.contains(state) ? PipelineState.RUNNING : PipelineState.UNKNOWN;
    }

    boolean hasEnded() {
        return state.equals(ENDED);
    }

    /** Whether it was a cancel that ended it. */
    boolean isCancelled() {
        return hasEnded() && CANCELLED.contains(status);
    }
}
