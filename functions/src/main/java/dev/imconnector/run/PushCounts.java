package dev.imconnector.run;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.imconnector.credit.Outcome;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What became of the records of a push; all null in the record of another kind, except what a reconciliation has read.
 * Part of a {@link RunRecord}. {@code read = created + alreadyPresent + rejected + failed} holds for a push at any moment,
 * {@code read = toSend + alreadyPresent + rejected} for a dry run, for each of them only changes through {@link #count} and
 * {@link #replace}. For use by one thread.
 */
@JsonAutoDetect(
        fieldVisibility = JsonAutoDetect.Visibility.ANY,
        getterVisibility = JsonAutoDetect.Visibility.NONE,
        isGetterVisibility = JsonAutoDetect.Visibility.NONE)
@JsonInclude(JsonInclude.Include.ALWAYS)
@JsonPropertyOrder({"dryRun", "read", "toSend", "created", "alreadyPresent", "rejected", "failed", "leftOut", "totals"})
final class PushCounts {

    /** More records than any run reads, and so few that sums of them are right. */
    private static final long MOST = 1_000_000_000_000L;

    /** True of a dry run, and null of any other. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private Boolean dryRun;

    private Long read;

    /** What a dry run would send; null in the record of any other. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private Long toSend;

    private Long created;
    private Long alreadyPresent;
    private Long rejected;
    private Long failed;

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private Long leftOut;

    @JsonSetter(contentNulls = Nulls.FAIL)
    private List<RunTotal> totals;

    /** Of a push that has done nothing yet. */
    static PushCounts zero() {
        var counts = new PushCounts();
        counts.read = counts.created = counts.alreadyPresent = counts.rejected = counts.failed = counts.leftOut = 0L;
        counts.totals = new ArrayList<>();
        return counts;
    }

    /** Of a dry run that has done nothing yet. */
    static PushCounts zeroOfADryRun() {
        var counts = zero();
        counts.dryRun = true;
        counts.toSend = 0L;
        return counts;
    }

    /** Of the same sort of push, with nothing done yet. */
    PushCounts forgotten() {
        return isDryRun() ? zeroOfADryRun() : zero();
    }

    /** Of a run that counts no outcomes. */
    static PushCounts none() {
        return new PushCounts();
    }

    /** Of a reconciliation that has read that many records. */
    static PushCounts onlyRead(long records) {
        var counts = new PushCounts();
        counts.read = records;
        return counts;
    }

    /** Counts the outcome of the next record. */
    void count(Outcome outcome, String currencyCode, BigDecimal amount) {
        read++;
        add(outcome, currencyCode, amount, 1);
    }

    /** Counts another outcome for a record that was counted as FAILED before. */
    void replace(Outcome outcome, String currencyCode, BigDecimal amount) {
        add(Outcome.FAILED, currencyCode, amount.negate(), -1);
        add(outcome, currencyCode, amount, 1);
    }

    private void add(Outcome outcome, String currencyCode, BigDecimal amount, long count) {
        switch (outcome) {
            case CREATED -> created += count;
            case ALREADY_PRESENT -> alreadyPresent += count;
            case REJECTED -> rejected += count;
            case FAILED -> failed += count;
            case TO_SEND -> toSend += count;
        }
        for (int i = 0; i < totals.size(); i++) {
            var total = totals.get(i);
            if (total.outcome() == outcome && Objects.equals(total.currencyCode(), currencyCode)) {
                totals.set(i, total.plus(count, amount));
                totals.removeIf(each -> each.count() == 0);
                return;
            }
        }
        totals.add(new RunTotal(currencyCode, outcome, count, amount));
    }

    /** Whether every count of a push is there, and they add up. */
    boolean looksWhole() {
        return totals != null
                && Stream.of(read, created, alreadyPresent, rejected, failed)
                        .allMatch(count -> count != null && count >= 0 && count <= MOST)
                && (!isDryRun() || toSend != null && toSend >= 0 && toSend <= MOST)
                && read == created + alreadyPresent + rejected + failed + orZero(toSend);
    }

    boolean isDryRun() {
        return Boolean.TRUE.equals(dryRun);
    }

    /** Empty unless it is a dry run. */
    Optional<Long> toSend() {
        return Optional.ofNullable(toSend);
    }

    long read() {
        return orZero(read);
    }

    long created() {
        return orZero(created);
    }

    long alreadyPresent() {
        return orZero(alreadyPresent);
    }

    long rejected() {
        return orZero(rejected);
    }

    long failed() {
        return orZero(failed);
    }

    long leftOut() {
        return orZero(leftOut);
    }

    /** Sets how many records the mapping leaves out on purpose. */
    void leftOut(long records) {
        leftOut = records;
    }

    List<RunTotal> totals() {
        return totals == null ? List.of() : List.copyOf(totals);
    }

    private static long orZero(Long count) {
        return count == null ? 0 : count;
    }
}
