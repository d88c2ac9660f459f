package dev.imconnector.im;

import dev.imconnector.http.HttpAnswer;
import dev.imconnector.oauth.AccessToken;
import dev.imconnector.problem.CredentialWords;
import java.nio.charset.StandardCharsets;

/**
 * Takes out of what IM says what must never be shown. A server, or a proxy before it, may send back the request that it
 * did not like, the token in it; its words end in logs, rejects and run records.
 */
public final class Redactor {

    private static final String SCHEME = "Bearer ";
    private static final int OK = 200;

    /** A shorter one could be a word like any other, and taking it out would spoil the answer. */
    private static final int SHORTEST_TOKEN = 8;

    private Redactor() {}

    /**
     * The answer without the token that its request was sent with, in any writing. In a page of rows, which is large and
     * which nobody has refused, a writing without an escape is looked for as a whole only.
     */
    static HttpAnswer without(AccessToken token, HttpAnswer answer, boolean isPage) {
        var text = token.authorization().substring(SCHEME.length());
        if (text.length() < SHORTEST_TOKEN || isPage && answer.status() == OK && !mayHold(text, answer.body())) {
            return answer;
        }
        var body = token.echo().maskedIn(answer.body());
        return body == answer.body()
                ? answer
                : new HttpAnswer(answer.status(), answer.headers(), body, answer.sentAt());
    }

    private static boolean mayHold(String token, byte[] body) {
        var latin = new String(body, StandardCharsets.ISO_8859_1);
        return latin.indexOf('\\') >= 0
                || latin.indexOf('%') >= 0
                || latin.indexOf('&') >= 0
                || new ByteSearch(token.getBytes(StandardCharsets.US_ASCII)).in(body, 0) >= 0;
    }

    /** The words without what looks like credentials by what stands before it. */
    public static String words(String text) {
        return CredentialWords.masked(text);
    }
}
