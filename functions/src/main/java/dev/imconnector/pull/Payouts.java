package dev.imconnector.pull;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.imconnector.im.dialect.Page;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The exact sums of payoutAmount, by currency. For use by one thread. */
@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
final class Payouts {

    /** Values that are not numbers of that size are counted, but not summed. */
    private static final Pattern AMOUNT = Pattern.compile("-?[0-9]{1,60}(\\.[0-9]{1,60})?([eE][+-]?[0-9]{1,2})?");

    /** By currency code; "" for rows without one. */
    final Map<String, Sum> sums = new TreeMap<>();

    long without;

    /** The rows that have an amount in one currency. */
    static final class Sum {

        private final ExactSum amount;
        private long rows;

        @JsonCreator
        Sum(@JsonProperty("rows") long rows, @JsonProperty("amount") BigDecimal amount) {
            this.rows = rows;
            this.amount = new ExactSum(Objects.requireNonNull(amount, "amount"));
        }

        @JsonProperty
        long rows() {
            return rows;
        }

        @JsonProperty
        BigDecimal amount() {
            return amount.value();
        }

        /** @return false when it is no amount, and not added */
        private boolean add(String text) {
            if (!amount.addPlain(text)) {
                if (!AMOUNT.matcher(text).matches()) {
                    return false;
                }
                amount.add(new BigDecimal(text));
            }
            rows++;
            return true;
        }
    }

    /** Whether a checkpoint that they were read from had them whole. */
    boolean lookWhole() {
        return sums != null && sums.values().stream().allMatch(Objects::nonNull);
    }

    void add(Page page) {
        for (int row = 0; row < page.size(); row++) {
            if (!add(page.amounts()[row], page.currencies()[row])) {
                without++;
            }
        }
    }

    private boolean add(String amount, String currency) {
        if (amount == null) {
            return false;
        }
        var known = currency != null && isCurrency(currency) ? currency : "";
        var sum = sums.get(known);
        if (sum != null) {
            return sum.add(amount);
        }
        var first = new Sum(0, BigDecimal.ZERO);
        var isAmount = first.add(amount);
        if (isAmount) {
            sums.put(known, first);
        }
        return isAmount;
    }

    private static boolean isCurrency(String text) {
        return text.length() == 3
                && isCapital(text.charAt(0))
                && isCapital(text.charAt(1))
                && isCapital(text.charAt(2));
    }

    private static boolean isCapital(char c) {
        return c >= 'A' && c <= 'Z';
    }

    /** The sum over all currencies, or null when no row has an amount. */
    BigDecimal total() {
        return sums.values().stream().map(Sum::amount).reduce(BigDecimal::add).orElse(null);
    }
}
