package dev.imconnector.im.dialect.course;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.imconnector.http.HttpAnswer;
import dev.imconnector.im.AnswerMeaning;
import dev.imconnector.im.ImRequest;
import dev.imconnector.im.Protocol;
import dev.imconnector.im.dialect.JsonAnswers;
import dev.imconnector.problem.CleanText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/** JSON both ways; statuses as HTTP has them (RFC 9110), and errors as {@code {"error":…}} in several shapes. */
final class CourseProtocol implements Protocol {

    private static final JsonFactory JSON = new JsonFactory();

    /** Members of an error that name a request, a moment or a place, and say nothing about a credit. */
    private static final Set<String> ABOUT_THE_REQUEST =
            Set.of("path", "instance", "type", "timestamp", "requestId", "traceId", "correlationId");

    private static final Map<String, String> WITHOUT_BODY = Map.of("Accept", JsonAnswers.TYPE);
    private static final Map<String, String> WITH_BODY =
            Map.of("Accept", JsonAnswers.TYPE, "Content-Type", JsonAnswers.TYPE);

    @Override
    public Map<String, String> headers(ImRequest request) {
        return request.body() == null ? WITHOUT_BODY : WITH_BODY;
    }

    @Override
    public AnswerMeaning meaning(HttpAnswer answer) {
        return JsonAnswers.meaning(answer);
    }

    @Override
    public Denial denial(AnswerMeaning why) {
        return why == AnswerMeaning.FORBIDDEN
                ? new Denial(
                        "was answered 403: the OAuth client lacks the scope for it",
                        "Add the scope (im.write for writes, im.read for reads) to the client in IM's admin console, and"
                                + " check IM_SCOPE")
                : new Denial(
                        "was answered 401, and again with a new token",
                        "Check in IM's admin console that the OAuth client still exists and belongs to this tenant, and"
                                + " that IM_API_URL and IM_TOKEN_URL name the same tenant");
    }

    @Override
    public String words(HttpAnswer answer) {
        return JsonAnswers.words(answer, CourseProtocol::words);
    }

    private static String words(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var name = json.currentName();
            var value = json.nextToken();
            var isError = name.equals("error");
            if (isError && value == JsonToken.START_OBJECT) {
                return words(json);
            }
            if (value == JsonToken.VALUE_STRING && (isError || hasWords(name))) {
                return CleanText.of(JsonAnswers.cleaned(json.getText()), JsonAnswers.MOST_WORDS);
            }
            json.skipChildren();
        }
        return "";
    }

    /**
     * All that an answer says, in all of its places: whoever relies on what it does not say must have heard it to its end.
     * Of a body that is something else than JSON, the body itself; empty when there is no body.
     */
    static String allWords(HttpAnswer answer) {
        var said = new StringJoiner(" ");
        try (var json = JSON.createParser(answer.body())) {
            for (var token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.VALUE_STRING
                        && !ABOUT_THE_REQUEST.contains(String.valueOf(json.currentName()))) {
                    said.add(json.getText());
                }
            }
            return said.toString();
        } catch (IOException e) {
            // No JSON, so no answer of IM's own making: its text counts as it is.
            return new String(answer.body(), StandardCharsets.UTF_8).strip();
        }
    }

    private static boolean hasWords(String name) {
        return switch (name) {
            case "message", "error_description", "errorMessage", "detail" -> true;
            default -> false;
        };
    }
}
