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

    /** As far around an escape as eight characters reach that are escaped three times over. */
    private static final int AROUND = 160;

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
     *     escape is looked for as a whole only then, and one with an escape around it
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
        return search.in(body, 0) >= 0 || isAroundAnEscapeOf(body);
    }

    /** Whether a piece of the secret stands where something is escaped; what is far from an escape is not decoded. */
    private boolean isAroundAnEscapeOf(byte[] body) {
        var escapes = new Escapes(body);
        var first = escapes.next();
        while (first < body.length) {
            var last = first;
            var next = escapes.next();
            while (next < body.length && next - last <= 2 * AROUND) {
                last = next;
                next = escapes.next();
            }
            if (isAround(first, last, body)) {
                return true;
            }
            first = next;
        }
        return false;
    }

    private boolean isAround(int first, int last, byte[] body) {
        var from = Math.max(0, first - AROUND);
        var to = Math.min(body.length, last + AROUND);
        return echo.isIn(new String(body, from, to - from, StandardCharsets.UTF_8));
    }

    /** Where characters begin that are written in another way: in JSON, in addresses and in pages. */
    private static final class Escapes {

        private static final char[] BEGINNINGS = {'\\', '%', '&'};

        /** A byte a character, because the JVM looks for one of those in many places at a time. */
        private final String text;

        private final int[] ahead = new int[BEGINNINGS.length];

        Escapes(byte[] body) {
            text = new String(body, StandardCharsets.ISO_8859_1);
            for (int kind = 0; kind < ahead.length; kind++) {
                seek(kind, 0);
            }
        }

        /** The next one, or the body's length when there is none. */
        int next() {
            var nearest = 0;
            for (int kind = 1; kind < ahead.length; kind++) {
                nearest = ahead[kind] < ahead[nearest] ? kind : nearest;
            }
            var at = ahead[nearest];
            if (at < text.length()) {
                seek(nearest, at + 1);
            }
            return at;
        }

        private void seek(int kind, int from) {
            var at = text.indexOf(BEGINNINGS[kind], from);
            ahead[kind] = at < 0 ? text.length() : at;
        }
    }
}
