package dev.imconnector.http;

import dev.imconnector.problem.Echo;
import java.nio.charset.StandardCharsets;

/**
 * Takes one secret out of answers: a server, or a proxy before it, may send back the request that it did not like. Knows
 * the secret and never shows it. Immutable; safe for use by several threads.
 */
public final class SecretMask {

    private static final int OK = 200;

    /** A shorter one could be a word like any other, and taking it out would spoil the answer. */
    private static final int SHORTEST = 8;

    private final boolean isTelling;
    private final ByteSearch search;
    private final Echo echo;

    /** @param secret visible ASCII; one of fewer than 8 characters is left where it stands */
    public SecretMask(String secret) {
        this.isTelling = secret.length() >= SHORTEST;
        this.search = new ByteSearch(secret.getBytes(StandardCharsets.US_ASCII));
        this.echo = Echo.of(secret);
    }

    /**
     * The answer without the secret, in any writing; the very same when it does not hold it.
     *
     * @param isPage whether it may be a page of rows, which is large and which nobody has refused: a writing without an
     *     escape is looked for as a whole only then
     */
    public HttpAnswer over(HttpAnswer answer, boolean isPage) {
        if (!isTelling || isPage && answer.status() == OK && !mayHold(answer.body())) {
            return answer;
        }
        var body = echo.maskedIn(answer.body());
        return body == answer.body()
                ? answer
                : new HttpAnswer(answer.status(), answer.headers(), body, answer.sentAt());
    }

    private boolean mayHold(byte[] body) {
        var latin = new String(body, StandardCharsets.ISO_8859_1);
        return latin.indexOf('\\') >= 0
                || latin.indexOf('%') >= 0
                || latin.indexOf('&') >= 0
                || search.in(body, 0) >= 0;
    }
}
