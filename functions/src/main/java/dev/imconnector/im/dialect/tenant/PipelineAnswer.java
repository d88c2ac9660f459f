package dev.imconnector.im.dialect.tenant;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.imconnector.http.HttpAnswer;
import dev.imconnector.im.dialect.JsonAnswers;
import java.io.IOException;
import java.util.StringJoiner;

/**
 * What is answered to a start: {@code {"pipelines":{"0":["seq"]}}} when it was started, {@code {"pipelines":{"0":{"field":
 * "why"}}}} when the job is bad, {@code {"pipelines":{"_ERROR_":"why"}}} when it failed in whatever way.
 *
 * @param id the run's, or null
 * @param faults what is wrong with the job, or empty
 * @param error what the tenant says of its failure, or empty
 */
record PipelineAnswer(String id, String faults, String error) {

    private static final JsonFactory JSON = new JsonFactory();

    /** Reads an answer, whatever its status; what is cut off or something else says nothing. */
    static PipelineAnswer read(HttpAnswer answer) {
        try (var json = JSON.createParser(answer.body())) {
            if (json.nextToken() == JsonToken.START_OBJECT
                    && json.nextToken() == JsonToken.FIELD_NAME
                    && json.currentName().equals("pipelines")
                    && json.nextToken() == JsonToken.START_OBJECT) {
                return pipelines(json);
            }
        } catch (IOException e) {
            // Nothing in it can be relied on: it says nothing, and the caller looks for the run.
        }
        return new PipelineAnswer(null, "", "");
    }

    /** Whether an answer says what became of a start, whatever its status is. */
    static boolean saysSomething(HttpAnswer answer) {
        var said = read(answer);
        return said.id() != null || !said.faults().isEmpty() || !said.error().isEmpty();
    }

    private static PipelineAnswer pipelines(JsonParser json) throws IOException {
        String id = null;
        var faults = new StringJoiner("; ");
        var error = "";
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var name = json.currentName();
            switch (json.nextToken()) {
                case START_ARRAY -> id = first(json);
                case START_OBJECT -> {
                    while (json.nextToken() == JsonToken.FIELD_NAME) {
                        var field = json.currentName();
                        json.nextToken();
                        faults.add(field + ": " + json.getValueAsString(""));
                        json.skipChildren();
                    }
                }
                default -> error = name.equals("_ERROR_") ? json.getValueAsString("") : error;
            }
        }
        if (json.currentToken() != JsonToken.END_OBJECT) {
            throw new IOException("The answer is cut off");
        }
        return new PipelineAnswer(id, JsonAnswers.cleaned(faults.toString()), JsonAnswers.cleaned(error));
    }

    private static String first(JsonParser json) throws IOException {
        String first = null;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() == null) {
                throw new IOException("The answer is cut off");
            }
            first = first == null && json.currentToken().isScalarValue() ? json.getText() : first;
            json.skipChildren();
        }
        return first;
    }
}
