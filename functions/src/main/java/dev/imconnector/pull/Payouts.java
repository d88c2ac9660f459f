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

    /** The longest amount that needs no pattern to be told from what is too large. */
    private static final int SHORT = 40;

    private static final Sum NOTHING = new Sum(0, BigDecimal.ZERO);

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
            if (amount == null || !isAmount(amount)) {
                without++;
            } else {
                var currency = page.currencies()[row];
                var known = currency != null && isCurrency(currency) ? currency : "";
                var sum = sums.getOrDefault(known, NOTHING);
                sums.put(known, sum.plus(new BigDecimal(amount)));
            }
        }
    }

    private static boolean isAmount(String text) {
        return isShortDecimal(text) || AMOUNT.matcher(text).matches();
    }

    /** Digits and a point among them, as nearly all amounts are written. */
    private static boolean isShortDecimal(String text) {
        var first = text.startsWith("-") ? 1 : 0;
        var point = -1;
        for (int i = first; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == '.' && point < 0) {
                point = i;
            } else if (c < '0' || c > '9') {
                return false;
            }
        }
        return text.length() > first && text.length() <= SHORT && point != first && point != text.length() - 1;
    }

    private static boolean isCurrency(String text) {
        return text.length() == 3 && text.chars().allMatch(c -> c >= 'A' && c <= 'Z');
    }

    /** The sum over all currencies, or null when no row has an amount. */
    BigDecimal total() {
        return sums.values().stream().map(Sum::amount).reduce(BigDecimal::add).orElse(null);
    }
}
