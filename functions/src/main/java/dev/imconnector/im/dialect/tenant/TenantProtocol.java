package dev.imconnector.im.dialect.tenant;

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
import java.util.Map;

/** JSON both ways; statuses as HTTP has them (RFC 9110), and errors as {@code {"timeStamp","message"}} or element by element. */
final class TenantProtocol implements Protocol {

    private static final JsonFactory JSON = new JsonFactory();

    /** The tenant's code for a caller without access. */
    private static final String NO_ACCESS = "TCMP_09012";

    /** Its messages stay English, whatever the user's language there is. */
    private static final Map<String, String> WITHOUT_BODY =
            Map.of("Accept", JsonAnswers.TYPE, "Accept-Language", "en-US");

    private static final Map<String, String> WITH_BODY =
            Map.of("Accept", JsonAnswers.TYPE, "Accept-Language", "en-US", "Content-Type", JsonAnswers.TYPE);

    @Override
    public Map<String, String> headers(ImRequest request) {
        return request.body() == null ? WITHOUT_BODY : WITH_BODY;
    }

    @Override
    public AnswerMeaning meaning(HttpAnswer answer) {
        return switch (answer.status()) {
            // What clients in use take for a refusal of the caller, too.
            case 402 -> JsonAnswers.refusal(answer);
            case 500 ->
                PipelineAnswer.saysSomething(answer) || CancelAnswer.saysSomething(answer)
                        ? AnswerMeaning.FINAL
                        : AnswerMeaning.SERVER_ERROR;
            // A request that is refused as a whole because of who sends it: no record of it is bad.
            case 400, 404, 422 ->
                words(answer).contains(NO_ACCESS) ? AnswerMeaning.FORBIDDEN : JsonAnswers.meaning(answer);
            default -> JsonAnswers.meaning(answer);
        };
    }

    @Override
    public Denial denial(AnswerMeaning why) {
        return why == AnswerMeaning.FORBIDDEN
                ? new Denial(
                        "was answered 402 or 403, or with " + NO_ACCESS
                                + ": the client, or the user, has no role for it",
                        "Give the client id, or the user, a role with rights on the REST API in IM, and access to its"
                                + " business and processing units")
                : new Denial(
                        "was answered 401, and again with freshly read credentials",
                        "Check that the client id is a user in IM and has a role there, that user and password are right"
                                + " where the tenant has no tokens, and that IM_API_URL and IM_TOKEN_URL name the same"
                                + " tenant");
    }

    @Override
    public String words(HttpAnswer answer) {
        return JsonAnswers.words(answer, TenantProtocol::words);
    }

    private static String words(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var name = json.currentName();
            if (json.nextToken() == JsonToken.VALUE_STRING && (name.equals("message") || name.equals("_ERROR_"))) {
                return CleanText.of(JsonAnswers.cleaned(json.getText()), JsonAnswers.MOST_WORDS);
            }
            json.skipChildren();
        }
        return "";
    }
}
