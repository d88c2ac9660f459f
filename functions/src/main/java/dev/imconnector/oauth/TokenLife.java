package dev.imconnector.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How long a token lives, by the {@code expires_in} of its answer (RFC 6749 section 5.1: seconds, recommended).
 *
 * <table>
 * <caption>The rules</caption>
 * <tr><th>expires_in</th><th>life</th></tr>
 * <tr><td>a number of 1 or more</td><td>that many whole seconds</td></tr>
 * <tr><td>a text that is such a number ({@code "1800"}, some servers)</td><td>the same</td></tr>
 * <tr><td>more than a day, however huge</td><td>{@link #LONGEST}: a rotation is noticed within a day</td></tr>
 * <tr><td>missing, null, or not a number</td><td>{@link #ASSUMED}</td></tr>
 * <tr><td>less than 1, zero or negative (for some servers: never ends)</td><td>{@link #ASSUMED}</td></tr>
 * </table>
 *
 * An assumption that is too long costs one 401, after which the token is fetched anew; one that is too short costs a
 * fetch now and then. Taking zero at its word would cost a fetch per call.
 */
final class TokenLife {

    /** When the answer names no usable life. */
    static final Duration ASSUMED = Duration.ofMinutes(10);

    /** The longest life that is believed. */
    static final Duration LONGEST = Duration.ofDays(1);

    private static final Pattern NUMBER = Pattern.compile("\\s*\\d{1,400}(\\.\\d{1,400})?\\s*");

    private TokenLife() {}

    static Duration of(JsonNode expiresIn) {
        var seconds = seconds(expiresIn);
        if (!(seconds >= 1)) {
            return ASSUMED;
        }
        return Duration.ofSeconds((long) Math.min(seconds, LONGEST.toSeconds()));
    }

    private static double seconds(JsonNode expiresIn) {
        if (expiresIn.isNumber()) {
            return expiresIn.doubleValue();
        }
        if (expiresIn.isTextual() && NUMBER.matcher(expiresIn.textValue()).matches()) {
            return Double.parseDouble(expiresIn.textValue());
        }
        return 0;
    }
}
