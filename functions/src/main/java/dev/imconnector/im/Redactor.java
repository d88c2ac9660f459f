package dev.imconnector.im;

import dev.imconnector.http.HttpAnswer;
import dev.imconnector.oauth.AccessToken;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Takes out of what IM says what must never be shown. A server, or a proxy before it, may send back the request that it
 * did not like, the token in it; its words end in logs, rejects and run records.
 */
public final class Redactor {

    private static final String MASK = "***";
    private static final String SCHEME = "Bearer ";

    /** A shorter one could be a word like any other, and taking it out would spoil the answer. */
    private static final int SHORTEST_TOKEN = 8;

    private static final Pattern CREDENTIALS = Pattern.compile("(?i)\\b(Bearer|Basic)(\\s+|%20|\\+)[\\w.~+/=%-]{6,}");
    private static final Pattern FIELD = Pattern.compile(
            "(?i)\\b(client_secret|access_token|refresh_token|id_token|password)(\\W{0,3}[=:]\\s*\\W{0,2})[^\\s\"'&,;}]+");

    private Redactor() {}

    /** The answer without the token that its request was sent with. */
    static HttpAnswer without(AccessToken token, HttpAnswer answer) {
        var text = token.authorization().substring(SCHEME.length());
        if (text.length() < SHORTEST_TOKEN) {
            return answer;
        }
        var body = without(text.getBytes(StandardCharsets.US_ASCII), answer.body());
        if (text.indexOf('/') >= 0) {
            // As some writers of JSON escape it.
            body = without(text.replace("/", "\\/").getBytes(StandardCharsets.US_ASCII), body);
        }
        return body == answer.body()
                ? answer
                : new HttpAnswer(answer.status(), answer.headers(), body, answer.sentAt());
    }

    /** The very array when there is nothing to take out. */
    private static byte[] without(byte[] secret, byte[] body) {
        var search = new ByteSearch(secret);
        var at = search.in(body, 0);
        if (at < 0) {
            return body;
        }
        var masked = new ByteArrayOutputStream(body.length);
        var from = 0;
        while (at >= 0) {
            masked.write(body, from, at - from);
            masked.writeBytes(MASK.getBytes(StandardCharsets.US_ASCII));
            from = at + secret.length;
            at = search.in(body, from);
        }
        masked.write(body, from, body.length - from);
        return masked.toByteArray();
    }

    /** The words without what looks like credentials by what stands before it. */
    public static String words(String text) {
        var headers = CREDENTIALS.matcher(text).replaceAll("$1 " + MASK);
        return FIELD.matcher(headers).replaceAll("$1=" + MASK);
    }
}
