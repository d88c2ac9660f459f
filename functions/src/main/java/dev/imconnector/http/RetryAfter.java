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
 * Reads the Retry-After header (RFC 9110 section 10.2.3): seconds, or a date in any of the three forms of HTTP. What is
 * negative or garbage is ignored, a date in the past is zero, and nothing is longer than {@link #LONGEST}.
 */
public final class RetryAfter {

    /** The longest wait that is believed; a day or a thousand years is a mistake of the other side. */
    public static final Duration LONGEST = Duration.ofHours(1);

    private static final Pattern SECONDS = Pattern.compile("\\d+");
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
        if (SECONDS.matcher(text).matches()) {
            return Optional.of(
                    text.length() > MOST_DIGITS ? LONGEST : bounded(Duration.ofSeconds(Long.parseLong(text))));
        }
        return date(text).map(date -> bounded(Duration.between(now, date)));
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
