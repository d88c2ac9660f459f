package dev.imconnector.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.http.EndpointAddress;
import dev.imconnector.http.HttpAnswer;
import dev.imconnector.http.NetworkFault;
import dev.imconnector.http.RetryAfter;
import java.time.Clock;
import java.util.Locale;
import java.util.regex.Pattern;

/** Turns one answer of the token endpoint into a token or into the right error. Never quotes a body. */
final class TokenAnswer {

    // RFC 6749 appendix A.12 without the blank: what may stand in a header without harm.
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7E]+");

    private static final String IF_IT_STAYS =
            "Nothing, when it passes; when it stays, look at the status page of the authorization server";
    private static final String CHECK_ADDRESS =
            "Check the token URL: what answers there is not the token endpoint expected";

    private final EndpointAddress endpoint;
    private final Clock clock;

    TokenAnswer(EndpointAddress endpoint, Clock clock) {
        this.endpoint = endpoint;
        this.clock = clock;
    }

    /**
     * @param attempts how many requests had been sent, this one included
     * @throws OAuthException of the kind that fits
     */
    AccessToken read(HttpAnswer answer, ClientCredentials credentials, int attempts) {
        if (answer.status() / 100 != 2) {
            throw refusal(answer, OAuthError.of(answer, credentials), attempts);
        }
        return token(answer, attempts);
    }

    private AccessToken token(HttpAnswer answer, int attempts) {
        if (isMarkup(answer)) {
            throw unusable("an HTML or XML page instead of a token", true, attempts);
        }
        var json = TokenJson.objectIn(answer.body())
                .orElseThrow(() -> unusable("something that is not a JSON object", true, attempts));
        var token = json.path("access_token");
        if (!token.isTextual() || !TOKEN.matcher(token.textValue()).matches()) {
            throw unusable("no usable access_token", false, attempts);
        }
        if (!isBearer(json.path("token_type"))) {
            throw unusable("a token that is not of type Bearer", false, attempts);
        }
        var life = TokenLife.of(json.path("expires_in"));
        return new AccessToken(
                token.textValue(), answer.sentAt(), answer.sentAt().plus(life));
    }

    private static boolean isMarkup(HttpAnswer answer) {
        var type = answer.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        return type.contains("html") || type.contains("xml");
    }

    private static boolean isBearer(JsonNode type) {
        return type.isTextual() && type.textValue().equalsIgnoreCase("Bearer");
    }

    private TokenAnswerException unusable(String what, boolean retryable, int attempts) {
        return new TokenAnswerException(
                "The token endpoint " + endpoint + " answered with " + what,
                retryable ? IF_IT_STAYS + ", and check the token URL" : CHECK_ADDRESS,
                retryable,
                attempts);
    }

    OAuthException networkFailed(NetworkFault fault, int attempts) {
        if (fault == NetworkFault.ANSWER_TOO_LARGE) {
            return unusable("more than a token's answer can hold", false, attempts);
        }
        return new TokenUnavailableException(
                "The token endpoint " + endpoint + " did not answer: " + fault.words(), IF_IT_STAYS, attempts, null);
    }

    private OAuthException refusal(HttpAnswer answer, OAuthError words, int attempts) {
        var status = answer.status();
        var message = "The token endpoint " + endpoint + " answered " + status + words;
        var code = words.code();
        var retryAt = RetryAfter.of(answer, clock.instant())
                .map(clock.instant()::plus)
                .orElse(null);
        if (status == 429) {
            return new TokenThrottledException(
                    message, "Wait; when it happens often, something fetches tokens per request", attempts, retryAt);
        }
        if (status == 408 || status >= 500) {
            return new TokenUnavailableException(message, IF_IT_STAYS, attempts, retryAt);
        }
        if (code.equals("invalid_scope") || status == 403 && !code.equals("invalid_client")) {
            return new ScopeDeniedException(
                    message,
                    "Grant the scope to the client in the authorization server's admin console, or correct IM_SCOPE",
                    attempts);
        }
        if (status == 401 || code.equals("invalid_client")) {
            return new ClientRejectedException(
                    message,
                    "Check the stored client id and secret; else make a new secret in the authorization server's admin"
                            + " console and store it",
                    attempts);
        }
        return new TokenRequestRefusedException(message, fixForRefusedRequest(status, code), attempts);
    }

    private static String fixForRefusedRequest(int status, String code) {
        if (status / 100 == 3) {
            return "Redirects are not followed, for they would carry the secret away: set the token URL to where it"
                    + " leads";
        }
        if (code.equals("unauthorized_client") || code.equals("unsupported_grant_type")) {
            return "Allow the client-credentials grant for this client in the authorization server's admin console";
        }
        if (status == 400 || status == 415) {
            return "Check what the answer names: scope, and whether the credentials belong into the body or into a"
                    + " Basic header (token-auth-style)";
        }
        return CHECK_ADDRESS;
    }
}
