package dev.imconnector.im.dialect.course;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import dev.imconnector.im.dialect.PipelineState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What IM's words for a pipeline run mean; which words there are is not documented. A run that is {@code DONE} has ended
 * well only if another word says so.
 */
final class PipelineWords {

    private static final JsonFactory JSON = new JsonFactory();

    private static final Set<String> SUCCEEDED = Set.of("COMPLETED", "COMPLETE", "SUCCESSFUL", "SUCCESS", "SUCCEEDED");
    private static final Set<String> FAILED =
            Set.of("FAILED", "FAILURE", "ERROR", "CANCELLED", "CANCELED", "CANCEL", "CACEL", "ABORTED");
    private static final Set<String> GOING = Set.of(
            "NEW",
            "CREATED",
            "SUBMITTED",
            "SCHEDULED",
            "PENDING",
            "QUEUED",
            "WAITING",
            "STARTED",
            "RUNNING",
            "PROCESSING",
            "IN_PROGRESS");

    private PipelineWords() {}

    /** @param run one JSON object with a status, a state, both or neither */
    static PipelineState state(byte[] run) {
        var words = words(run);
        if (words.stream().anyMatch(FAILED::contains)) {
            return PipelineState.FAILED;
        }
        if (words.stream().anyMatch(SUCCEEDED::contains)) {
            return PipelineState.SUCCEEDED;
        }
        return words.stream().anyMatch(GOING::contains) ? PipelineState.RUNNING : PipelineState.UNKNOWN;
    }

    private static List<String> words(byte[] run) {
        var words = new ArrayList<String>(2);
        try (var json = JSON.createParser(run)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                var isWord = json.currentName().equals("status")
                        || json.currentName().equals("state");
                if (json.nextToken() == JsonToken.VALUE_STRING && isWord) {
                    words.add(json.getText().strip().toUpperCase(Locale.ROOT).replace(' ', '_'));
                }
                json.skipChildren();
            }
            return words;
        } catch (IOException e) {
            throw new UncheckedIOException("A row that was read once can be read again", e);
        }
    }
}
