package dev.imconnector.sandbox.write;

import dev.imconnector.sandbox.state.CreditItem;
import dev.imconnector.sandbox.switches.LiveSwitches;
import dev.imconnector.sandbox.switches.WriteSwitches;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Currency;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What IM asks of each credit. Safe for use by several threads. */
public final class AcceptanceRules {

    private static final int MAX_TEXT = 255;
    private static final int MAX_EXTRAS = 64 * 1_024;
    private static final int MAX_DIGITS = 38;
    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    private final LiveSwitches switches;
    private final Predicate<String> isParticipant;

    public AcceptanceRules(LiveSwitches switches, Predicate<String> isParticipant) {
        this.switches = switches;
        this.isParticipant = isParticipant;
    }

    /** Why IM rejects the credit, or null when it does not. */
    String problemOf(CreditItem credit) {
        var problem = credit.malformed() != null ? credit.malformed() : problemOfTexts(credit);
        if (problem == null) {
            problem = problemOfValues(credit);
        }
        return problem == null ? problemBySwitch(credit) : problem;
    }

    private static String problemOfTexts(CreditItem credit) {
        var problem = problemOfText("sourceRef", credit.sourceRef());
        problem = problem == null ? problemOfText("participantId", credit.participantId()) : problem;
        problem = problem == null ? problemOfText("transactionDate", credit.transactionDate()) : problem;
        problem = problem == null ? problemOfText("currencyCode", credit.currencyCode()) : problem;
        return problem == null ? problemOfText("periodId", credit.periodId()) : problem;
    }

    private static String problemOfText(String name, String value) {
        if (value == null) {
            return name + " is required";
        }
        if (value.isBlank()) {
            return name + " must not be blank";
        }
        if (value.length() > MAX_TEXT) {
            return name + " is longer than " + MAX_TEXT + " characters";
        }
        for (int i = 0; i < value.length(); i++) {
            if (Character.isISOControl(value.charAt(i))) {
                return name + " holds a control character";
            }
            if (Character.isSurrogate(value.charAt(i))) {
                return StandardCharsets.UTF_8.newEncoder().canEncode(value) ? null : name + " is not valid Unicode";
            }
        }
        return null;
    }

    private static String problemOfValues(CreditItem credit) {
        if (!isDate(credit.transactionDate())) {
            return "transactionDate must be an ISO 8601 date";
        }
        if (credit.amount() == null) {
            return "amount is required";
        }
        if (!isReasonable(credit.amount())) {
            return "amount is out of range";
        }
        if (!CURRENCIES.contains(credit.currencyCode())) {
            return "currencyCode must be an ISO 4217 code";
        }
        return credit.extras() != null && credit.extras().length > MAX_EXTRAS ? "the credit is too large" : null;
    }

    static boolean isDate(String text) {
        try {
            if (text.length() != 10) {
                OffsetDateTime.parse(text);
                return true;
            }
            var digits = digits(text, 0, 4) | digits(text, 5, 7) | digits(text, 8, 10);
            if (digits < 0 || text.charAt(4) != '-' || text.charAt(7) != '-') {
                return false;
            }
            LocalDate.of(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10));
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /**
     * The number that the digits make, or -1 when one is not a digit; {@code LocalDate.parse} takes ten times as
     * long.
     */
    private static int digits(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            var digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    private static boolean isReasonable(String amount) {
        if (amount.length() < MAX_DIGITS && amount.indexOf('e') < 0 && amount.indexOf('E') < 0) {
            return true;
        }
        try {
            var number = amount.length() > MAX_TEXT ? null : new BigDecimal(amount);
            return number != null && number.precision() <= MAX_DIGITS && Math.abs((long) number.scale()) <= MAX_DIGITS;
        } catch (NumberFormatException e) { // an exponent beyond an int
            return false;
        }
    }

    private String problemBySwitch(CreditItem credit) {
        var settings = switches.now();
        var rejected = settings.get(WriteSwitches.REJECT_REF);
        if (rejected.isPresent() && rejected.get().matcher(credit.sourceRef()).matches()) {
            return settings.get(WriteSwitches.REJECT_MESSAGE).replace("{sourceRef}", credit.sourceRef());
        }
        var periods = settings.get(WriteSwitches.PERIODS);
        if (!periods.isEmpty() && !periods.contains(credit.periodId())) {
            return "Period not found: " + credit.periodId();
        }
        return settings.get(WriteSwitches.KNOWN_PARTICIPANTS) && !isParticipant.test(credit.participantId())
                ? "Participant not found: " + credit.participantId()
                : null;
    }
}
