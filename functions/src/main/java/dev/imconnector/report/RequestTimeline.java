package dev.imconnector.report;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * How many requests were answered in each minute of a run: part of a checkpoint. Bounded: a run of more than
 * {@value #MOST} minutes is counted in spans of 2, 4, 8 … minutes. For use by one thread.
 */
@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
@JsonIgnoreProperties(ignoreUnknown = true)
public final class RequestTimeline {

    static final int MOST = 240;

    /** The minute with which the first span begins; null before the first request. */
    private Instant begin;

    private int minutesPerSpan = 1;

    @JsonSetter(nulls = Nulls.FAIL)
    private long[] counts = {};

    /** Whether a checkpoint that it was read from had it whole. */
    public boolean looksWhole() {
        return minutesPerSpan > 0 && counts.length <= MOST && (begin != null || counts.length == 0);
    }

    /** Counts requests that were answered just before that moment. */
    public void add(Instant now, long requests) {
        if (requests <= 0) {
            return;
        }
        if (begin == null) {
            begin = now.truncatedTo(ChronoUnit.MINUTES);
        }
        var minute = Math.max(0, Duration.between(begin, now).toMinutes());
        while (minute / minutesPerSpan >= MOST) {
            widen();
        }
        var span = (int) (minute / minutesPerSpan);
        if (span >= counts.length) {
            counts = Arrays.copyOf(counts, span + 1);
        }
        counts[span] += requests;
    }

    private void widen() {
        var wider = new long[(counts.length + 1) / 2];
        for (int i = 0; i < counts.length; i++) {
            wider[i / 2] += counts[i];
        }
        counts = wider;
        minutesPerSpan *= 2;
    }

    /** How many spans there are, from that of the first request to that of the last. */
    int spans() {
        return counts.length;
    }

    int minutesPerSpan() {
        return minutesPerSpan;
    }

    Instant beginOf(int span) {
        return begin.plus(Duration.ofMinutes((long) span * minutesPerSpan));
    }

    /** Requests a minute in that span, on average. */
    double perMinute(int span) {
        return (double) counts[span] / minutesPerSpan;
    }

    double mostPerMinute() {
        return (double) LongStream.of(counts).max().orElse(0) / minutesPerSpan;
    }
}
