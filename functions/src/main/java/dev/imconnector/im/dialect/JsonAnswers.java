package dev.imconnector.im.dialect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.imconnector.http.HttpAnswer;
import dev.imconnector.im.AnswerMeaning;
import dev.imconnector.problem.CleanText;
import dev.imconnector.problem.CredentialWords;
import java.io.IOException;
import java.util.Locale;

/** What answers mean to every dialect of JSON over HTTP; a dialect says where it means something else. */
public final class JsonAnswers {

    /** The media type of requests and answers. */
    public static final String TYPE = "application/json";

    /** How many characters of a text are examined. */
    public static final int MOST_LOOKED_AT = 1_000;

    /** How much of IM's words is kept, in characters. */
    public static final int MOST_WORDS = 500;

    private static final JsonFactory JSON = new JsonFactory();

    private JsonAnswers() {}

    /** What the status says (RFC 9110); a success counts as content only when it is JSON. */
    public static AnswerMeaning meaning(HttpAnswer answer) {
        return switch (answer.status()) {
            case 401 -> AnswerMeaning.UNAUTHORIZED;
            case 403 -> refusal(answer);
            case 429 -> AnswerMeaning.THROTTLED;
            // RFC 9110 15.6.4
            case 503 -> AnswerMeaning.NOT_TAKEN;
            case 408, 502 -> AnswerMeaning.OVERLOADED;
            case 500 -> AnswerMeaning.SERVER_ERROR;
            case 504 -> AnswerMeaning.TIMEOUT;
            case 204 -> AnswerMeaning.FINAL;
            default -> {
                if (answer.status() / 100 != 2) {
                    yield AnswerMeaning.FINAL;
                }
                yield isJson(answer) ? AnswerMeaning.CONTENT : AnswerMeaning.FOREIGN_BODY;
            }
        };
    }

    /** A refusal of the caller: IM's own, or a page of somebody before it, such as a firewall. */
    public static AnswerMeaning refusal(HttpAnswer answer) {
        return answer.header("Content-Type").orElse("").toLowerCase(Locale.ROOT).contains("html")
                ? AnswerMeaning.BLOCKED
                : AnswerMeaning.FORBIDDEN;
    }

    /** Whether the content type says JSON; a maintenance page comes as HTML, with status 200 at times. */
    public static boolean isJson(HttpAnswer answer) {
        return answer.header("Content-Type")
                .map(type -> type.toLowerCase(Locale.ROOT))
                .map(type -> type.startsWith(TYPE) || type.contains("+json"))
                .orElse(false);
    }

    /** Finds IM's words in an answer. */
    @FunctionalInterface
    public interface Words {

        /** @param object at the beginning of the answer's object */
        String in(JsonParser object) throws IOException;
    }

    /** IM's words in an answer that is one JSON object; empty when it is not one, or has no such text. */
    public static String words(HttpAnswer answer, Words words) {
        if (!isJson(answer)) {
            return "";
        }
        try (var json = JSON.createParser(answer.body())) {
            return json.nextToken() == JsonToken.START_OBJECT ? words.in(json) : "";
        } catch (IOException e) {
            // An error page that is not JSON has no words for us; its status says enough.
            return "";
        }
    }

    /** A text of IM's, fit to be shown. */
    public static String cleaned(String text) {
        return CredentialWords.masked(CleanText.of(text, MOST_LOOKED_AT));
    }
}
