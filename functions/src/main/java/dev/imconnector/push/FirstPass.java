package dev.imconnector.push;

import dev.imconnector.credit.Plausibility;
import dev.imconnector.credit.PlausibilityRules;
import dev.imconnector.problem.Problem;
import dev.imconnector.push.FirstPassResult.CurrencyTotal;
import dev.imconnector.source.CreditSource;
import dev.imconnector.source.InputException;
import dev.imconnector.source.SourceRecord;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.TreeMap;

/**
 * Reads and checks the whole input before anything of it is sent, for credits cannot be deleted in IM. For one use.
 *
 * <p>Needs 16 bytes a valid record; and in a second reading, made only when some sourceRefs are shared, 44 bytes for each
 * of those instead.
 */
public final class FirstPass {

    private static final int ROWS_BETWEEN_CALLS = 1_000;

    private final CreditSource source;
    private final Watch watch;
    private final DuplicatesFinder finder;
    private final CreditWarnings warnings;
    private final TreeMap<String, Long> invalidByCode = new TreeMap<>();
    private final TreeMap<String, Sum> valid = new TreeMap<>();

    private final long mostRecords;
    private long rowsRead;
    private long records;
    private long credits;
    private long leftOut;

    /** Of an input of which nothing is warned. */
    public FirstPass(CreditSource source, Watch watch) {
        this(source, PlausibilityRules.NONE.on(LocalDate.EPOCH), watch);
    }

    /** @param plausibility what somebody should look at among valid credits */
    public FirstPass(CreditSource source, Plausibility plausibility, Watch watch) {
        this(source, plausibility, watch, Long.MAX_VALUE);
    }

    /** @param mostRecords beyond it the input is refused, before the memory is used up */
    public FirstPass(CreditSource source, Plausibility plausibility, Watch watch, long mostRecords) {
        this.mostRecords = mostRecords;
        this.source = source;
        this.warnings = new CreditWarnings(plausibility);
        this.watch = watch;
        this.finder = new DuplicatesFinder(source.files());
    }

    /** Receives the progress of the pass, so that a lease can be renewed and a deadline kept. */
    @FunctionalInterface
    public interface Watch {

        /**
         * Called every {@value #ROWS_BETWEEN_CALLS} rows and at the end of a reading; whatever it throws ends the pass.
         *
         * @param rows read so far, over both readings of the input when there are two
         */
        void onProgress(long rows);
    }

    /**
     * Does the pass.
     *
     * @throws InputException when the input as a whole cannot be used
     * @throws dev.imconnector.store.StoreException when it cannot be reached
     */
    public FirstPassResult run() {
        readAll();
        var duplicates = finder.anyRepeated() ? compareRepeated() : Duplicates.none();
        var sameContent = finder.sameContent();
        var conflicting = finder.conflicting();
        return new FirstPassResult(
                new FirstPassResult.Counts(
                        records,
                        credits - sameContent - conflicting,
                        sameContent,
                        conflicting,
                        records - credits,
                        leftOut),
                invalidByCode,
                valid.entrySet().stream()
                        .map(e -> new CurrencyTotal(e.getKey(), e.getValue().count, e.getValue().amount))
                        .toList(),
                duplicates,
                warnings.found());
    }

    private void readAll() {
        try (var reading = source.openAndVerify()) {
            SourceRecord next;
            while ((next = reading.next()) != null) {
                records++;
                take(next);
                countRow();
            }
            leftOut = reading.leftOut();
        }
        watch.onProgress(rowsRead);
    }

    private void take(SourceRecord next) {
        if (!next.isValid()) {
            invalidByCode.merge(next.rejection().code(), 1L, Long::sum);
            return;
        }
        if (++credits > mostRecords) {
            throw new InputException(new Problem(
                    "INPUT_TOO_LARGE",
                    "The input has more than " + mostRecords
                            + " valid records, the most that this function's memory holds",
                    "Give the function more memory, or split the export and push each part as its own run"));
        }
        var credit = next.credit();
        finder.collect(credit);
        warnings.look(next);
        valid.computeIfAbsent(credit.currencyCode(), code -> new Sum()).add(credit.amount());
    }

    private Duplicates compareRepeated() {
        try (var reading = source.open(0)) {
            SourceRecord next;
            while ((next = reading.next()) != null) {
                if (next.isValid()) {
                    finder.compare(next);
                }
                countRow();
            }
        }
        watch.onProgress(rowsRead);
        return finder.found();
    }

    private void countRow() {
        if (++rowsRead % ROWS_BETWEEN_CALLS == 0) {
            watch.onProgress(rowsRead);
        }
    }

    private static final class Sum {

        private long count;
        private BigDecimal amount = BigDecimal.ZERO;

        void add(BigDecimal value) {
            count++;
            amount = amount.add(value);
        }
    }
}
