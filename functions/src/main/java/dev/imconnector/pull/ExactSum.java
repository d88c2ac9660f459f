package dev.imconnector.pull;

import java.math.BigDecimal;

/**
 * A sum of decimals, exact, and written with as many decimals as the one that has the most, as {@link BigDecimal#add} gives
 * it. Plain decimals are added as whole numbers, those of each scale by themselves, which makes no object and is several
 * times as fast. For use by one thread.
 */
final class ExactSum {

    /** The most digits of a decimal that always fits into a long. */
    private static final int MOST_DIGITS = 18;

    /** The sums of the plain decimals by their scale, as multiples of their last digit. */
    private final long[] units = new long[MOST_DIGITS + 1];

    /** The sum of all that is not in {@link #units}. */
    private BigDecimal others;

    ExactSum(BigDecimal sum) {
        others = sum;
    }

    void add(BigDecimal amount) {
        others = others.add(amount);
    }

    /**
     * Adds what is written as digits, with or without a minus sign before and a point among them.
     *
     * @return false when the text is anything else, or too long for a long, and is not added
     */
    boolean addPlain(String text) {
        var first = text.startsWith("-") ? 1 : 0;
        var end = text.length();
        if (end == first || end - first > MOST_DIGITS) {
            return false;
        }
        var point = -1;
        var number = 0L;
        for (int i = first; i < end; i++) {
            var c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                number = 10 * number + (c - '0');
            } else if (c == '.' && point < 0 && i > first && i < end - 1) {
                point = i;
            } else {
                return false;
            }
        }
        add(first == 1 ? -number : number, point < 0 ? 0 : end - 1 - point);
        return true;
    }

    private void add(long number, int scale) {
        var sum = units[scale] + number;
        if (((units[scale] ^ sum) & (number ^ sum)) < 0) {
            // Beyond what a long holds.
            add(BigDecimal.valueOf(number, scale));
        } else {
            units[scale] = sum;
            if (others.scale() < scale) {
                others = others.setScale(scale);
            }
        }
    }

    BigDecimal value() {
        var sum = others;
        for (int scale = 0; scale < units.length; scale++) {
            if (units[scale] != 0) {
                sum = sum.add(BigDecimal.valueOf(units[scale], scale));
            }
        }
        return sum;
    }
}
