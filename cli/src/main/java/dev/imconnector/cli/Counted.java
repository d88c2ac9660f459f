package dev.imconnector.cli;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Counts and amounts as people read them: with thousands separators, and one thing in the singular. */
final class Counted {

    private Counted() {}

    /** {@code 1 record}, {@code 2,000 records}. */
    static String of(long count, String thing) {
        return String.format(Locale.ROOT, "%,d %s%s", count, thing, count == 1 ? "" : "s");
    }

    /** {@code 1,234.50}: all of its digits, and none more. */
    static String amount(BigDecimal amount) {
        var format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setMinimumFractionDigits(Math.max(0, amount.scale()));
        format.setMaximumFractionDigits(Math.max(0, amount.scale()));
        return format.format(amount);
    }
}
