package dev.imconnector.im.dialect.tenant;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import dev.imconnector.im.dialect.PipelineState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;

/** What a tenant's words for a pipeline run mean: {@code state} says whether it has ended, {@code status} how. */
final class PipelineWords {

    private static final JsonFactory JSON = new JsonFactory();
    private static final Set<String> GOING = Set.of("SCHEDULED", "PENDING", "RUNNING");
    private static final String ENDED = "DONE";
    private static final String GOOD = "SUCCESSFUL";

    private PipelineWords() {}

    /** @param run one JSON object; a run that has ended in whatever other word than the good one has failed */
    static PipelineState state(byte[] run) {
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
        } catch (IOException e) {
            throw new UncheckedIOException("A row that was read once can be read again", e);
        }
        if (state.equals(ENDED)) {
            return status.equals(GOOD) ? PipelineState.SUCCEEDED : PipelineState.FAILED;
        }
        return GOING.contains(state) ? PipelineState.RUNNING : PipelineState.UNKNOWN;
    }
}
