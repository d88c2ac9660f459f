package dev.imconnector.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.http.HttpAnswer;
import dev.imconnector.problem.CleanText;
import dev.imconnector.problem.Echo;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What of an error answer may be shown: the OAuth code and the description (RFC 6749 section 5.2), or where gateways put
 * their words instead, or the title of a page; cleaned, bounded, and nothing that could be a secret: servers echo what they
 * were sent.
 */
final class OAuthError {

    private static final int LONGEST_CODE = 64;
    private static final int LONGEST_DESCRIPTION = 200;
    private static final int LOOKED_AT = 1_000;
    private static final String MASK = "***";
    private static final Pattern CODE = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]*");
    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    // 20 or more characters without a blank that have a letter and a digit: a key, a token, a hash.
    private static final Pattern KEY_LIKE =
            Pattern.compile("(?=[\\w+/=.~%-]*\\d)(?=[\\w+/=.~%-]*[A-Za-z])[\\w+/=.~%-]{20,}");

    /** Where Apigee, API gateways, Salesforce and others put their words. */
    private static final List<String> OTHER_PLACES = List.of(
            "/fault/faultstring",
            "/Error",
            "/error/message",
            "/message",
            "/Message",
            "/errorMessage",
            "/detail",
            "/title");

    private static final Pattern TITLE = Pattern.compile("(?is)<title[^>]*>([^<]{1,1000})</title>");

    private final String code;
    private final String description;

    private OAuthError(String code, String description) {
        this.code = code;
        this.description = description;
    }

    /** Reads a body that need not be JSON at all; there may be nothing in it to show. */
    static OAuthError of(HttpAnswer answer, ClientCredentials credentials) {
        var body = TokenJson.objectIn(answer.body());
        var code = text(body, "error");
        var description = text(body, "error_description");
        if (description.isEmpty()) {
            description = otherWords(body).orElseGet(() -> body.isPresent() ? "" : titleOf(answer));
        }
        if (!CODE.matcher(code).matches() || code.length() > LONGEST_CODE) {
            // IM's 429 has a sentence where RFC 6749 has a code.
            description = description.isEmpty() ? code : description;
            code = "";
        }
        return new OAuthError(shown(code, credentials), shown(description, credentials));
    }

    private static Optional<String> otherWords(Optional<JsonNode> body) {
        return OTHER_PLACES.stream()
                .map(place -> textAt(body, place))
                .filter(words -> !words.isEmpty())
                .findFirst();
    }

    private static String titleOf(HttpAnswer page) {
        var match = TITLE.matcher(new String(page.body(), StandardCharsets.UTF_8));
        return match.find() ? "a page titled: " + CleanText.of(match.group(1), LOOKED_AT) : "";
    }

    private static String text(Optional<JsonNode> body, String name) {
        return textAt(body, "/" + name);
    }

    private static String textAt(Optional<JsonNode> body, String pointer) {
        return body.map(json -> json.at(pointer))
                .filter(JsonNode::isTextual)
                .map(node -> CleanText.of(node.textValue(), Integer.MAX_VALUE - 1))
                .orElse("");
    }

    /** A text of the server, without what could be a secret, cleaned and cut. */
    static String shown(String text, ClientCredentials credentials) {
        if (echoes(text, credentials)) {
            return MASK;
        }
        var masked = KEY_LIKE.matcher(CleanText.of(text, LOOKED_AT))
                .replaceAll(match -> UUID.matcher(match.group()).matches() ? match.group() : MASK);
        return CleanText.of(masked, LONGEST_DESCRIPTION);
    }

    private static boolean echoes(String text, ClientCredentials credentials) {
        return Echo.of(credentials.secret()).isIn(text);
    }

    /** The OAuth code, or an empty text. */
    String code() {
        return code;
    }

    /** Both in brackets with a leading blank, or an empty text. */
    @Override
    public String toString() {
        if (code.isEmpty() && description.isEmpty()) {
            return "";
        }
        var both = code.isEmpty() || description.isEmpty() ? code + description : code + ": " + description;
        return " (" + both + ")";
    }
}
