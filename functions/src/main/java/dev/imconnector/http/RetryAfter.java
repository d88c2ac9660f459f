package dev.imconnector.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the Retry-After header (RFC 9110 section 10.2.3): seconds, or a date in any of the three forms of HTTP. A fraction
 * of a second, which the RFC does not know and some servers send, counts as a whole one. What is negative or garbage is
 * ignored, a date in the past is zero, and nothing is longer than {@link #LONGEST}.
 */
public final class RetryAfter {

    /** The longest wait that is believed; a day or a thousand years is a mistake of the other side. */
    public static final Duration LONGEST = Duration.ofHours(1);

    private static final Pattern SECONDS = Pattern.compile("(\\d+)(?:\\.(\\d{1,20}))?");
    private static final int MOST_DIGITS = 9;

    private static final List<DateTimeFormatter> DATES = List.of(
            DateTimeFormatter.RFC_1123_DATE_TIME,
            DateTimeFormatter.ofPattern("EEEE, dd-MMM-yy HH:mm:ss 'GMT'", Locale.US)
                    .withZone(ZoneOffset.UTC),
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.US).withZone(ZoneOffset.UTC));

    private RetryAfter() {}

    /**
     * The wait that the answer asks for.
     *
     * @param now the moment to count a date from; the answer's own Date header, when there is one, goes first, so that
     *     a clock that is off on either side changes nothing
     * @return between zero and {@link #LONGEST}, or empty when the header is absent or unusable
     */
    public static Optional<Duration> of(HttpAnswer answer, Instant now) {
        var from = answer.header("Date").flatMap(RetryAfter::date).orElse(now);
        return answer.header("Retry-After").flatMap(value -> parse(value, from));
    }

    static Optional<Duration> parse(String value, Instant now) {
        var text = value.strip().replaceFirst("^0+(?=\\d)", "");
        var seconds = SECONDS.matcher(text);
        if (seconds.matches()) {
            return Optional.of(seconds(seconds.group(1), seconds.group(2)));
        }
        return date(text).map(date -> bounded(Duration.between(now, date)));
    }

    private static Duration seconds(String whole, String fraction) {
        if (whole.length() > MOST_DIGITS) {
            return LONGEST;
        }
        var more = fraction == null || fraction.matches("0+") ? 0 : 1;
        return bounded(Duration.ofSeconds(Long.parseLong(whole) + more));
    }

    private static Optional<Instant> date(String text) {
        for (var format : DATES) {
            try {
                return Optional.of(
                        format.parse(text.strip(), ZonedDateTime::from).toInstant());
            } catch (DateTimeException e) {
                continue; // not in this form: the next one, or none
            }
        }
        return Optional.empty();
    }

    private static Duration bounded(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : Collections.min(List.of(duration, LONGEST));
    }
}
