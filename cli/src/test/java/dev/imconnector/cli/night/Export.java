package dev.imconnector.cli.night;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * An export whose every record is known: what must be in IM, on which line, and what must not. Among the good ones are
 * records with line breaks inside, so that lines are not records. Immutable once written.
 */
public final class Export {

    private static final String HEADER = "sourceRef,participantId,transactionDate,amount,currencyCode,periodId,note\n";

    private final String prefix;
    private final StringBuilder csv = new StringBuilder(HEADER);
    private final Map<String, Good> good = new LinkedHashMap<>();
    private final List<Bad> bad = new ArrayList<>();
    private long line = 2;
    private int records;
    private final List<String> repeated = new ArrayList<>();

    /** A record that must be in IM. */
    public record Good(long line, BigDecimal amount, String currencyCode) {}

    /** A record that must not. */
    public record Bad(long line, String sourceRef) {}

    private Export(String prefix) {
        this.prefix = prefix;
    }

    /** Good records; with {@code badEvery} above 0, each that many-th is bad, and the one after it is there twice. */
    public static Export of(int records, int badEvery) {
        return of("C-", records, badEvery);
    }

    /** @param prefix what each sourceRef begins with */
    public static Export of(String prefix, int records, int badEvery) {
        var export = new Export(prefix);
        for (int i = 1; i <= records; i++) {
            var isBad = badEvery > 0 && i % badEvery == 0;
            if (isBad) {
                export.bad(export.ref(i), i);
            } else {
                export.good(export.ref(i), i);
                if (badEvery > 0 && i % badEvery == 1 && i > 1) {
                    export.sameAgain(export.ref(i), i);
                }
            }
        }
        return export;
    }

    private String ref(int number) {
        return prefix + "%05d".formatted(number);
    }

    /** Those of the good records 1 to {@code records} that are wanted, equal to those of {@link #of}. */
    public static Export part(int records, IntPredicate wanted) {
        var export = new Export("C-");
        IntStream.rangeClosed(1, records).filter(wanted).forEach(i -> export.good(export.ref(i), i));
        return export;
    }

    private void good(String sourceRef, int number) {
        var amount = amount(number);
        var currency = number % 3 == 0 ? "USD" : "EUR";
        good.put(sourceRef, new Good(line, amount, currency));
        row(sourceRef, number, amount.toPlainString(), currency, number % 7 == 0 ? "\"two\nlines\"" : "one");
    }

    private void sameAgain(String sourceRef, int number) {
        repeated.add(sourceRef);
        var first = good.get(sourceRef);
        row(sourceRef, number, first.amount().toPlainString(), first.currencyCode(), "the same again");
    }

    private void bad(String sourceRef, int number) {
        bad.add(new Bad(line, sourceRef));
        row(sourceRef, number, "1.234;00", "EUR", "bad");
    }

    private static BigDecimal amount(int number) {
        return BigDecimal.valueOf(number * 37L + 1, 2);
    }

    private void row(String sourceRef, int number, String amount, String currency, String note) {
        records++;
        var text =
                sourceRef + ",P-" + number % 50 + ",2026-03-01," + amount + "," + currency + ",2026-03," + note + "\n";
        line += text.chars().filter(c -> c == '\n').count();
        csv.append(text);
    }

    public Path writeTo(Path file) {
        try {
            Files.createDirectories(file.getParent());
            return Files.writeString(file, csv);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int records() {
        return records;
    }

    /** Records that equal an earlier one: present in IM through that. */
    public int repeated() {
        return repeated.size();
    }

    /** How many records have that sourceRef. */
    public int timesOf(String sourceRef) {
        return 1 + Collections.frequency(repeated, sourceRef);
    }

    public Map<String, Good> good() {
        return good;
    }

    public List<Bad> bad() {
        return bad;
    }
}
