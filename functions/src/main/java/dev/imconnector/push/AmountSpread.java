package dev.imconnector.push;

import dev.imconnector.source.SourceRecord;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * How large the amounts of one currency are: counted in steps of a tenth of a power of ten, and the largest ones by name.
 * For use by one thread.
 */
final class AmountSpread {

    private static final int STEPS_OF_TEN = 10;
    private static final int SMALLEST = -10;
    private static final int LARGEST = 30;
    private static final int KEPT = 5;

    /** Of fewer amounts nobody can say which one is usual. */
    private static final int ENOUGH = 20;

    private final int[] counts = new int[(LARGEST - SMALLEST) * STEPS_OF_TEN];
    private final PriorityQueue<Large> largest = new PriorityQueue<>(Comparator.comparing(Large::amount));
    private long count;

    private record Large(BigDecimal amount, String place) {}

    void add(SourceRecord record) {
        var amount = record.credit().amount();
        if (amount.signum() == 0) {
            return;
        }
        count++;
        var step = (int) Math.round((Math.log10(Math.abs(amount.doubleValue())) - SMALLEST) * STEPS_OF_TEN);
        counts[Math.max(0, Math.min(counts.length - 1, step))]++;
        var size = amount.abs();
        if (largest.size() < KEPT || size.compareTo(largest.peek().amount()) > 0) {
            largest.add(new Large(size, "line " + record.line() + ": " + amount.toPlainString()));
            if (largest.size() > KEPT) {
                largest.remove();
            }
        }
    }

    /** The largest amounts, each with its line, when they are more than that many times the usual one. */
    List<String> outliers(int factor) {
        if (count < ENOUGH) {
            return List.of();
        }
        var limit = BigDecimal.valueOf(usual() * factor);
        return largest.stream()
                .filter(each -> each.amount().compareTo(limit) > 0)
                .sorted(Comparator.comparing(Large::amount).reversed())
                .map(Large::place)
                .toList();
    }

    /** The median, to a tenth of a power of ten. */
    private double usual() {
        var left = count / 2;
        var step = 0;
        while (left >= counts[step]) {
            left -= counts[step++];
        }
        return Math.pow(10, (double) step / STEPS_OF_TEN + SMALLEST);
    }
}
