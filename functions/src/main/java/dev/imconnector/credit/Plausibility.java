package dev.imconnector.credit;

import dev.imconnector.problem.BudgetedPattern;
import dev.imconnector.problem.CleanText;
import dev.imconnector.problem.CodePoints;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds values whose form is right and that cannot be true: an id that stands for none, a currency of yesterday, yen with
 * a fraction, a day far from the night. Safe for use by several threads.
 */
public final class Plausibility implements CreditCheck {

    private static final int DATE_LENGTH = 10;
    private static final int MAX_SHOWN = 60;
    private static final LocalDate FIRST_DAY = LocalDate.of(1, 1, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

    private static final Map<String, Integer> MINOR_UNITS = Currency.getAvailableCurrencies().stream()
            .collect(Collectors.toUnmodifiableMap(
                    Currency::getCurrencyCode, c -> Math.max(0, c.getDefaultFractionDigits()), (a, b) -> a));

    /** Units of account of ISO 4217 that no country's own currency is, but in which contracts are made. */
    private static final Set<String> UNITS_OF_ACCOUNT =
            Set.of("BOV", "CHE", "CHW", "CLF", "COU", "MXV", "USN", "UYI", "UYW", "VED", "XDR", "XSU", "XUA");

    private static final Set<String> ACTIVE = active();

    private final PlausibilityRules rules;
    private final BudgetedPattern placeholder;
    private final String earliest;
    private final String latest;

    Plausibility(PlausibilityRules rules, LocalDate businessDate) {
        this.rules = rules;
        this.placeholder = rules.placeholderPattern() == null
                ? null
                : new BudgetedPattern(Pattern.compile("\\A(?:" + rules.placeholderPattern() + ")\\z"));
        var first = businessDate.minusDays(rules.pastDays());
        var last = businessDate.plusDays(rules.futureDays());
        this.earliest = (first.isBefore(FIRST_DAY) ? FIRST_DAY : first).toString();
        this.latest = (last.isAfter(LAST_DAY) ? LAST_DAY : last).toString();
    }

    private static Set<String> active() {
        var result = new HashSet<>(UNITS_OF_ACCOUNT);
        Arrays.stream(Locale.getISOCountries())
                .map(country -> Currency.getInstance(
                        new Locale.Builder().setRegion(country).build()))
                .flatMap(currency -> Optional.ofNullable(currency).stream()) // Antarctica has none
                .forEach(currency -> result.add(currency.getCurrencyCode()));
        return Set.copyOf(result);
    }

    /** Why the credit cannot be true, all that is wrong with it; empty when it may be. */
    @Override
    public Optional<Rejection> fault(Credit credit) {
        if (isDayPlausible(credit)
                && isCurrencyPlausible(credit)
                && !hasImpossibleDecimals(credit)
                && isId(credit.sourceRef())
                && isId(credit.participantId())
                && isId(credit.periodId())) {
            return Optional.empty();
        }
        var all = faults(credit);
        var reasons = all.stream().map(Rejection::reason).collect(Collectors.joining("; "));
        return Optional.of(new Rejection(all.get(0).code(), reasons));
    }

    private List<Rejection> faults(Credit credit) {
        var all = new ArrayList<Rejection>();
        id("sourceRef", credit.sourceRef()).ifPresent(all::add);
        id("participantId", credit.participantId()).ifPresent(all::add);
        id("periodId", credit.periodId()).ifPresent(all::add);
        if (!isDayPlausible(credit)) {
            all.add(
                    new Rejection(
                            "DATE_IMPLAUSIBLE",
                            "transactionDate '" + credit.transactionDate() + "' is not between " + earliest + " and "
                                    + latest
                                    + " (transaction-date-past-days and transaction-date-future-days around the business date)"));
        }
        if (!isCurrencyPlausible(credit)) {
            all.add(new Rejection(
                    "CURRENCY_NOT_IN_USE",
                    "currencyCode '" + credit.currencyCode()
                            + "' is withdrawn, a metal or a code for tests (currency-codes=all takes it)"));
        }
        if (hasImpossibleDecimals(credit)) {
            all.add(new Rejection("AMOUNT_DECIMALS", decimalsOf(credit)));
        }
        return all;
    }

    private Optional<Rejection> id(String name, String value) {
        if (isId(value)) {
            return Optional.empty();
        }
        var shown = name + " '" + CleanText.of(value, MAX_SHOWN) + "'" + CodePoints.of(value);
        return Optional.of(
                hasInvisible(value)
                        ? new Rejection("ID_INVISIBLE_CHARACTER", shown + " has an invisible character")
                        : new Rejection(
                                "ID_PLACEHOLDER",
                                shown + " is a placeholder, or a number that a spreadsheet has shortened (setting"
                                        + " placeholder-pattern)"));
    }

    private boolean isId(String value) {
        return !isPlaceholder(value) && !hasInvisible(value);
    }

    /** One that takes too long to be compared is rejected: a reject can be pushed again, and a credit not be taken back. */
    private boolean isPlaceholder(String value) {
        return placeholder != null && placeholder.isIn(value).orElse(true);
    }

    private static boolean hasInvisible(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) >= 0x80 && isInvisible(value.codePointAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** Nobody sees separators of lines and paragraphs, and what Unicode reserves for programs, either. */
    private static boolean isInvisible(int codePoint) {
        var type = Character.getType(codePoint);
        return Folding.isInvisible(codePoint)
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || (codePoint & 0xFFFE) == 0xFFFE;
    }

    private boolean isDayPlausible(Credit credit) {
        var day = credit.transactionDate();
        var compared = day.length() > DATE_LENGTH ? day.substring(0, DATE_LENGTH) : day;
        return earliest.compareTo(compared) <= 0 && latest.compareTo(compared) >= 0;
    }

    private boolean isCurrencyPlausible(Credit credit) {
        return rules.currencyCodes() == CurrencyCodes.ALL || ACTIVE.contains(credit.currencyCode());
    }

    /** Whether there are more decimals than can be, for which the record is rejected. */
    private boolean hasImpossibleDecimals(Credit credit) {
        return hasTooManyDecimals(credit)
                && (rules.amountDecimals() == AmountDecimals.STRICT
                        || minorUnits(credit) == 0 && rules.amountDecimals() == AmountDecimals.LENIENT);
    }

    /** Why somebody should look at the credit although it is sent; empty when nobody need. */
    public Optional<Rejection> warning(Credit credit) {
        return rules.amountDecimals() != AmountDecimals.OFF && hasTooManyDecimals(credit)
                ? Optional.of(new Rejection("AMOUNT_DECIMALS", decimalsOf(credit)))
                : Optional.empty();
    }

    private static boolean hasTooManyDecimals(Credit credit) {
        var digits = minorUnits(credit);
        return credit.amount().scale() > digits
                && credit.amount().stripTrailingZeros().scale() > digits;
    }

    private static int minorUnits(Credit credit) {
        return MINOR_UNITS.getOrDefault(credit.currencyCode(), 2);
    }

    private static String decimalsOf(Credit credit) {
        return "amount " + credit.amount().toPlainString() + " has more decimals than " + credit.currencyCode()
                + " has ("
                + minorUnits(credit) + "): is it in another unit (scale or factor in the mapping), or not rounded"
                + " (setting amount-decimals)?";
    }

    /** The factor beyond which an amount is out of all proportion; 0 for none. */
    public int outlierFactor() {
        return rules.outlierFactor();
    }
}
