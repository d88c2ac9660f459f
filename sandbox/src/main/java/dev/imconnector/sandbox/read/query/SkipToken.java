package dev.imconnector.sandbox.read.query;

import dev.imconnector.sandbox.http.RequestRefusedException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Where a nextLink leads to; opaque to clients.
 *
 * @param position of the page's first row, from 0
 * @param page number of the page, from 1
 * @param left how many rows may still come, or {@link #ALL}
 * @param repeats whether the page has been shown before on purpose
 * @param issuedMicros when the link was made
 */
public record SkipToken(int position, int page, int left, boolean repeats, long issuedMicros) {

    public static final String OPTION = "$skiptoken";
    public static final int ALL = -1;

    public String encoded() {
        var plain = position + "." + page + "." + left + "." + (repeats ? 1 : 0) + "." + issuedMicros;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
    }

    /** @throws RequestRefusedException when it was not made here */
    static SkipToken parse(String encoded) {
        try {
            var parts = new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.US_ASCII).split("\\.");
            var token = new SkipToken(
                    Integer.parseInt(parts[0]),
                    Integer.parseInt(parts[1]),
                    Integer.parseInt(parts[2]),
                    parts[3].equals("1"),
                    Long.parseLong(parts[4]));
            if (token.encoded().equals(encoded) && token.position >= 0 && token.page > 0) {
                return token;
            }
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw invalid();
        }
        throw invalid();
    }

    private static RequestRefusedException invalid() {
        return new RequestRefusedException(400, "The " + OPTION + " is not valid");
    }
}
