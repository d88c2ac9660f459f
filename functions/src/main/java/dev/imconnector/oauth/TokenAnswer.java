package dev.imconnector.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.http.EndpointAddress;
import dev.imconnector.http.HttpAnswer;
import dev.imconnector.http.NetworkFault;
import dev.imconnector.http.RetryAfter;
import dev.imconnector.oauth.TokenRequestSettings.AuthStyle;
import dev.imconnector.problem.CleanText;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Turns one answer of the token endpoint into a token or into the right error. Of a body it shows what an error says, masked. */
final class TokenAnswer {

    // RFC 6749 appendix A.12 without the blank: what may stand in a header without harm.
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7E]+");

    private static final String IF_IT_STAYS =
            "Nothing if it passes; if it lasts, check the status page of the authorization server";
    private static final String CHECK_ADDRESS =
            "Check the token URL: the server that answers there is not the expected token endpoint";

    private static final String BLOCKED = "Most likely a firewall, proxy or content delivery network in front of"
            + " the token endpoint blocks the address that this runs from: ask its operators to allow it;"
            + " otherwise check the token URL";

    /** Entra, Salesforce and UAA have codes of their own for it. */
    private static final Set<String> REFUSES_CLIENT = Set.of("invalid_client", "invalid_client_id", "unauthorized");

    private static final int LONGEST_NAMES = 200;

    private final EndpointAddress endpoint;
    private final AuthStyle authStyle;
    private final Clock clock;

    TokenAnswer(EndpointAddress endpoint, AuthStyle authStyle, Clock clock) {
        this.endpoint = endpoint;
        this.authStyle = authStyle;
        this.clock = clock;
    }

    /**
     * @param attempts how many requests had been sent, this one included
     * @throws OAuthException of the kind that fits
     */
    AccessToken read(HttpAnswer answer, ClientCredentials credentials, int attempts) {
        if (answer.status() / 100 != 2) {
            throw refusal(answer, credentials, attempts);
        }
        return token(answer, credentials, attempts);
    }

    private AccessToken token(HttpAnswer answer, ClientCredentials credentials, int attempts) {
        if (isMarkup(answer)) {
            throw unusable(
                    "an HTML or XML page instead of a token" + OAuthError.of(answer, credentials), true, attempts);
        }
        var json = TokenJson.objectIn(answer.body())
                .orElseThrow(() -> unusable("something that is not a JSON object" + packed(answer), true, attempts));
        var token = json.path("access_token");
        if (token.isMissingNode() && json.path("error").isTextual()) {
            throw refusal(answer, credentials, attempts);
        }
        if (!token.isTextual() || !TOKEN.matcher(token.textValue()).matches()) {
            throw unusable("no usable access_token" + found(json, credentials), false, attempts);
        }
        if (!isBearer(json.path("token_type"))) {
            var type = OAuthError.shown(json.path("token_type").asText(), credentials);
            throw unusable("a token that is not of type Bearer, but '" + type + "'", false, attempts);
        }
        var life = TokenLife.of(json.path("expires_in"));
        return new AccessToken(
                token.textValue(), answer.sentAt(), answer.sentAt().plus(life));
    }

    private static boolean isMarkup(HttpAnswer answer) {
        var type = answer.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        return type.contains("html") || type.contains("xml");
    }

    /** Without a type it is taken for a bearer token; Apigee, and SAP API Management with it, says BearerToken. */
    private static boolean isBearer(JsonNode type) {
        if (type.isMissingNode() || type.isNull()) {
            return true;
        }
        var text = type.isTextual() ? type.textValue().strip() : type.toString();
        return text.isEmpty() || text.equalsIgnoreCase("Bearer") || text.equalsIgnoreCase("BearerToken");
    }

    private static String packed(HttpAnswer answer) {
        return answer.header("Content-Encoding")
                .filter(encoding -> encoding.matches("[A-Za-z0-9_-]{1,20}") && !encoding.equalsIgnoreCase("identity"))
                .map(encoding -> "; it is compressed (Content-Encoding: " + encoding + "), although the request"
                        + " did not ask for that")
                .orElse("");
    }

    /** The names of what is there, for servers that call it otherwise; no value. */
    private static String found(JsonNode json, ClientCredentials credentials) {
        var names = new ArrayList<String>();
        json.fieldNames().forEachRemaining(name -> names.add(OAuthError.shown(name, credentials)));
        return names.isEmpty() ? "" : " (it has " + CleanText.of(String.join(", ", names), LONGEST_NAMES) + ")";
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
            return unusable("more bytes than a token answer may have", false, attempts);
        }
        return new TokenUnavailableException(
                "The token endpoint " + endpoint + " did not answer: " + fault.words(), IF_IT_STAYS, attempts, null);
    }

    private OAuthException refusal(HttpAnswer answer, ClientCredentials credentials, int attempts) {
        var words = OAuthError.of(answer, credentials);
        var status = answer.status();
        var message = "The token endpoint " + endpoint + " answered " + status + words;
        var code = words.code();
        var retryAt = RetryAfter.of(answer, clock.instant())
                .map(clock.instant()::plus)
                .orElse(null);
        if (status == 429) {
            return new TokenThrottledException(
                    message,
                    "Wait. If it happens often, some program fetches a token for each" + " request",
                    attempts,
                    retryAt);
        }
        if (status == 408 || status >= 500) {
            return new TokenUnavailableException(message, IF_IT_STAYS, attempts, retryAt);
        }
        if (status == 403 && isNoOAuth(answer)) {
            return new TokenRequestRefusedException(message + pageOf(answer), BLOCKED, attempts);
        }
        if (code.equals("invalid_scope") || status == 403 && !REFUSES_CLIENT.contains(code)) {
            return new ScopeDeniedException(
                    message,
                    "Grant the scope to the client in the authorization server's admin console, or correct IM_SCOPE"
                            + (code.isEmpty()
                                    ? "; if a gateway or firewall answers there, ask its operators to allow this"
                                            + " address"
                                    : ""),
                    attempts);
        }
        if (status == 401 || REFUSES_CLIENT.contains(code)) {
            return new ClientRejectedException(message, fixForClient(answer, credentials), attempts);
        }
        return new TokenRequestRefusedException(message, fixForRefusedRequest(status, code), attempts);
    }

    /** A body that is neither JSON nor nothing: no OAuth server wrote that. */
    private static boolean isNoOAuth(HttpAnswer answer) {
        return isMarkup(answer)
                || answer.body().length > 0 && TokenJson.objectIn(answer.body()).isEmpty();
    }

    private static String pageOf(HttpAnswer answer) {
        var server = answer.header("Server")
                .filter(name -> name.matches("[A-Za-z0-9 ._/-]{1,40}"))
                .map(name -> " of the server " + name)
                .orElse("");
        return " with " + (isMarkup(answer) ? "an HTML or XML page" : "a text") + server
                + ", which is not an OAuth answer";
    }

    private String fixForClient(HttpAnswer answer, ClientCredentials credentials) {
        var fix = new StringBuilder("Check the stored client id and secret; if they look right, create a new"
                + " secret in the authorization server's admin console and store it");
        credentials.oddity().ifPresent(oddity -> fix.append(". Note that ").append(oddity));
        if ((authStyle == AuthStyle.BASIC || authStyle == AuthStyle.BASIC_WITH_ID)
                && TokenForm.isChangedByEncoding(credentials)) {
            fix.append(". If both are right: they have characters that the Basic header form-encodes (RFC 6749), and"
                    + " some servers do not decode them; try token-auth-style basic-raw or body");
        }
        if (isNoOAuth(answer)) {
            fix.append(". The answer is a page or plain text instead of an OAuth server's JSON: a proxy or gateway"
                    + " may require its own sign-in");
        }
        return fix.toString();
    }

    private static String fixForRefusedRequest(int status, String code) {
        if (status / 100 == 3) {
            return "The connector follows no redirect, because it would send the secret to another address: set"
                    + " the token URL to the redirect's target";
        }
        if (code.equals("unauthorized_client") || code.equals("unsupported_grant_type")) {
            return "Allow the client-credentials grant for this client in the authorization server's admin console";
        }
        if (status == 400 || status == 415) {
            return "Check what the answer names: the scope, and whether the server expects the credentials in the"
                    + " body or in a Basic header (token-auth-style)";
        }
        return CHECK_ADDRESS;
    }
}
