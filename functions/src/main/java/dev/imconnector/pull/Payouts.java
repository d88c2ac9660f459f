package dev.imconnector.pull;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import dev.imconnector.im.Page;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The exact sums of payoutAmount, by currency. For use by one thread. */
@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
final class Payouts {

    /** What is no number of that size is not summed, but counted. */
    private static final Pattern AMOUNT = Pattern.compile("-?[0-9]{1,60}(\\.[0-9]{1,60})?([eE][+-]?[0-9]{1,2})?");

    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    /** By currency code; "" for rows without one. */
    final Map<String, Sum> sums = new TreeMap<>();

    long without;

    /** @param rows how many rows have an amount in that currency */
    record Sum(long rows, BigDecimal amount) {

        Sum plus(BigDecimal more) {
            return new Sum(rows + 1, amount.add(more));
        }
    }

    void add(Page page) {
        for (int row = 0; row < page.size(); row++) {
            var amount = page.amounts()[row];
            if (amount == null || !AMOUNT.matcher(amount).matches()) {
                without++;
            } else {
                var currency = page.currencies()[row];
                var known = currency != null && CURRENCY.matcher(currency).matches() ? currency : "";
                sums.merge(known, new Sum(1, new BigDecimal(amount)), (sum, one) -> sum.plus(one.amount()));
            }
        }
    }

    /** The sum over all currencies, or null when no row has an amount. */
    BigDecimal total() {
        return sums.values().stream().map(Sum::amount).reduce(BigDecimal::add).orElse(null);
    }
}
