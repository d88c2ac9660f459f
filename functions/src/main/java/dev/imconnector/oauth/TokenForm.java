package dev.imconnector.oauth;

import dev.imconnector.http.HttpCall;
import dev.imconnector.oauth.TokenRequestSettings.AuthStyle;
import dev.imconnector.time.Deadline;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The token request of RFC 6749 section 4.4.2, in either place for the credentials. */
final class TokenForm {

    private static final int LARGEST_ANSWER = 64 * 1024;

    private TokenForm() {}

    static HttpCall call(TokenRequestSettings settings, ClientCredentials credentials, Deadline deadline) {
        var headers = new HashMap<String, String>();
        headers.put("Accept", "application/json");
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        // A kept connection keeps its buffers, and the secret in them, until the next request, half an hour later.
        headers.put("Connection", "close");
        var fields = new LinkedHashMap<String, String>();
        fields.put("grant_type", "client_credentials");
        switch (settings.authStyle()) {
            case BASIC -> headers.put("Authorization", basic(credentials));
            case BASIC_WITH_ID -> {
                headers.put("Authorization", basic(credentials));
                fields.put("client_id", credentials.clientId());
            }
            case BASIC_RAW -> headers.put("Authorization", rawBasic(credentials));
            case BODY -> {
                fields.put("client_id", credentials.clientId());
                fields.put("client_secret", credentials.secret());
            }
        }
        settings.scope().ifPresent(scope -> fields.put("scope", scope));
        var body = form(fields).getBytes(StandardCharsets.US_ASCII);
        return new HttpCall("POST", settings.endpoint().uri(), headers, body, deadline, LARGEST_ANSWER);
    }

    /** Both are form-encoded before base64 (RFC 6749 section 2.3.1), else {@code +}, {@code %} and umlauts fail. */
    static String basic(ClientCredentials credentials) {
        var pair = encoded(credentials.clientId()) + ":" + encoded(credentials.secret());
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
    }

    /** As they are (RFC 7617), for servers that do not undo the form-encoding. */
    static String rawBasic(ClientCredentials credentials) {
        var pair = credentials.clientId() + ":" + credentials.secret();
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether {@link AuthStyle#BASIC} and {@link AuthStyle#BASIC_RAW} send something different. */
    static boolean isChangedByEncoding(ClientCredentials credentials) {
        return !basic(credentials).equals(rawBasic(credentials));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String form(Map<String, String> fields) {
        var form = new StringBuilder();
        fields.forEach((name, value) ->
                form.append(form.isEmpty() ? "" : "&").append(name).append('=').append(encoded(value)));
        return form.toString();
    }
}
