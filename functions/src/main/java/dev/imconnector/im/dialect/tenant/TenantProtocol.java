package dev.imconnector.im.dialect.tenant;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.imconnector.http.HttpAnswer;
import dev.imconnector.im.AnswerMeaning;
import dev.imconnector.im.ImRequest;
import dev.imconnector.im.Protocol;
import dev.imconnector.problem.CleanText;
import dev.imconnector.problem.CredentialWords;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/** JSON both ways; statuses as HTTP has them (RFC 9110), and errors as {@code {"timeStamp","message"}} or element by element. */
final class TenantProtocol implements Protocol {

    /** How much of a text is looked at, in characters. */
    static final int MOST_LOOKED_AT = 1_000;

    /** How much of IM's words is kept, in characters. */
    private static final int MOST_WORDS = 500;

    private static final JsonFactory JSON = new JsonFactory();
    private static final String JSON_TYPE = "application/json";

    /** Its messages stay English, whatever the user's language there is. */
    private static final Map<String, String> WITHOUT_BODY = Map.of("Accept", JSON_TYPE, "Accept-Language", "en-US");

    private static final Map<String, String> WITH_BODY =
            Map.of("Accept", JSON_TYPE, "Accept-Language", "en-US", "Content-Type", JSON_TYPE);

    @Override
    public Map<String, String> headers(ImRequest request) {
        return request.body() == null ? WITHOUT_BODY : WITH_BODY;
    }

    @Override
    public AnswerMeaning meaning(HttpAnswer answer) {
        return switch (answer.status()) {
            case 401 -> AnswerMeaning.UNAUTHORIZED;
            // 402 is what clients in use take for a refusal of the caller, too.
            case 402, 403 -> isPage(answer) ? AnswerMeaning.BLOCKED : AnswerMeaning.FORBIDDEN;
            case 429 -> AnswerMeaning.THROTTLED;
            case 503 -> AnswerMeaning.NOT_TAKEN;
            case 408, 502 -> AnswerMeaning.OVERLOADED;
            case 500 -> PipelineAnswer.saysSomething(answer) ? AnswerMeaning.FINAL : AnswerMeaning.SERVER_ERROR;
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

    private static boolean isPage(HttpAnswer answer) {
        return answer.header("Content-Type").orElse("").toLowerCase(Locale.ROOT).contains("html");
    }

    /** Whether the content type says JSON; a maintenance page comes as HTML with status 200. */
    private static boolean isJson(HttpAnswer answer) {
        return answer.header("Content-Type")
                .map(type -> type.toLowerCase(Locale.ROOT))
                .map(type -> type.startsWith(JSON_TYPE) || type.contains("+json"))
                .orElse(false);
    }

    @Override
    public Denial denial(AnswerMeaning why) {
        return why == AnswerMeaning.FORBIDDEN
                ? new Denial(
                        "was answered 403: the client, or the user, has no role for it",
                        "Give the client id, or the user, a role with rights on the REST API in IM, and access to its"
                                + " business and processing units")
                : new Denial(
                        "was answered 401, and again with credentials read again",
                        "Check that the client id is a user in IM and has a role there, that user and password are right"
                                + " where the tenant has no tokens, and that IM_API_URL and IM_TOKEN_URL name the same"
                                + " tenant");
    }

    @Override
    public String words(HttpAnswer answer) {
        if (!isJson(answer)) {
            return "";
        }
        try (var json = JSON.createParser(answer.body())) {
            return json.nextToken() == JsonToken.START_OBJECT ? words(json) : "";
        } catch (IOException e) {
            // An error page that is not JSON has no words for us; its status says enough.
            return "";
        }
    }

    private static String words(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var name = json.currentName();
            if (json.nextToken() == JsonToken.VALUE_STRING && (name.equals("message") || name.equals("_ERROR_"))) {
                return CleanText.of(cleaned(json.getText()), MOST_WORDS);
            }
            json.skipChildren();
        }
        return "";
    }

    /** A text of IM's, fit to be shown. */
    static String cleaned(String text) {
        return CredentialWords.masked(CleanText.of(text, MOST_LOOKED_AT));
    }
}
