package dev.imconnector.push;

import dev.imconnector.credit.Plausibility;
import dev.imconnector.run.RunWarning;
import dev.imconnector.source.SourceRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Collects what somebody should look at among credits that are sent all the same: decimals that their currency has not,
 * and amounts out of all proportion to the others of the input. Needs some kilobytes a currency, however many credits
 * there are. For use by one thread.
 */
final class CreditWarnings {

    private static final int SHOWN = 5;

    private final Plausibility plausibility;
    private final TreeMap<String, AmountSpread> spreads = new TreeMap<>();
    private final List<String> decimals = new ArrayList<>();
    private long withDecimals;

    CreditWarnings(Plausibility plausibility) {
        this.plausibility = plausibility;
    }

    /** Looks at a record that has a credit. */
    void look(SourceRecord record) {
        var credit = record.credit();
        plausibility.warning(credit).ifPresent(warning -> {
            withDecimals++;
            if (decimals.size() < SHOWN) {
                decimals.add("line " + record.line() + ": " + warning.reason());
            }
        });
        if (plausibility.outlierFactor() > 0) {
            spreads.computeIfAbsent(credit.currencyCode(), code -> new AmountSpread())
                    .add(record);
        }
    }

    /** What was found, at most one warning of a kind. */
    List<RunWarning> found() {
        var result = new ArrayList<RunWarning>();
        if (withDecimals > 0) {
            result.add(new RunWarning(
                    "AMOUNT_DECIMALS",
                    String.join("; ", decimals) + more(withDecimals - decimals.size()),
                    withDecimals));
        }
        var outliers = new ArrayList<String>();
        spreads.forEach((currency, spread) ->
                spread.outliers(plausibility.outlierFactor()).forEach(line -> outliers.add(currency + ", " + line)));
        if (!outliers.isEmpty()) {
            result.add(new RunWarning(
                    "AMOUNT_OUTLIER",
                    "More than " + plausibility.outlierFactor()
                            + " times the usual amount of this input (amount-outlier-factor): "
                            + String.join("; ", outliers.subList(0, Math.min(outliers.size(), 2 * SHOWN)))
                            + more(outliers.size() - 2L * SHOWN),
                    outliers.size()));
        }
        return result;
    }

    private static String more(long count) {
        return count > 0 ? "; and " + count + " more" : "";
    }
}
