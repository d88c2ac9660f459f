package dev.imconnector.im.dialect.tenant.write;

import dev.imconnector.credit.AdditionalField;
import dev.imconnector.credit.Credit;
import dev.imconnector.credit.CreditCheck;
import dev.imconnector.credit.Rejection;
import dev.imconnector.im.dialect.tenant.wire.FilterText;
import dev.imconnector.problem.CleanText;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which credits a tenant could not take as they are meant. Immutable. */
final class TransactionRules implements CreditCheck {

    /** IM keeps amounts as decimal(25,10). */
    private static final int MOST_INTEGER_DIGITS = 15;

    private static final int MOST_DECIMALS = 10;
    private static final int MAX_SHOWN = 80;

    private final Optional<Learned> known;

    TransactionRules(Learned learned) {
        this.known = Optional.of(learned);
    }

    private TransactionRules() {
        this.known = Optional.empty();
    }

    /** What holds for every tenant. */
    static TransactionRules ofAnyTenant() {
        return new TransactionRules();
    }

    @Override
    public Optional<Rejection> fault(Credit credit) {
        var all = new ArrayList<Rejection>();
        if (!FilterText.isAddressable(credit.sourceRef())) {
            all.add(new Rejection(
                    "SOURCE_REF_NOT_ADDRESSABLE",
                    "sourceRef '" + shown(credit.sourceRef())
                            + "' cannot be looked up in IM: it has a * or both kinds of"
                            + " quotes, is null, or looks like an amount with its unit"));
        }
        number("amount", credit.amount(), credit.currencyCode()).ifPresent(all::add);
        period(credit).ifPresent(all::add);
        credit.additional().forEach(field -> additional(field).ifPresent(all::add));
        return all.isEmpty() ? Optional.empty() : Optional.of(asOne(all));
    }

    private static Rejection asOne(List<Rejection> all) {
        return new Rejection(
                all.get(0).code(), all.stream().map(Rejection::reason).collect(Collectors.joining("; ")));
    }

    private Optional<Rejection> additional(AdditionalField field) {
        return field.type() == AdditionalField.Type.NUMBER
                ? number(field.name(), new BigDecimal(field.value()), field.unit())
                : Optional.empty();
    }

    private Optional<Rejection> number(String name, BigDecimal number, String unit) {
        var scale = known.map(learned -> learned.scales().get(unit));
        if (known.isPresent() && scale.isEmpty()) {
            return Optional.of(
                    new Rejection("UNIT_TYPE_UNKNOWN", name + ": the tenant has no unit type '" + shown(unit) + "'"));
        }
        var stripped = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        var decimals = Math.min(scale.orElse(MOST_DECIMALS), MOST_DECIMALS);
        if (stripped.precision() - stripped.scale() > MOST_INTEGER_DIGITS || stripped.scale() > decimals) {
            return Optional.of(new Rejection(
                    "AMOUNT_DIGITS",
                    name + " '" + shown(number.toPlainString()) + "' has more digits than IM keeps: "
                            + MOST_INTEGER_DIGITS + " before the point and, of the unit type " + unit + ", " + decimals
                            + " after it"));
        }
        return Optional.empty();
    }

    private Optional<Rejection> period(Credit credit) {
        return known.flatMap(learned -> period(credit, learned));
    }

    private static Optional<Rejection> period(Credit credit, Learned learned) {
        var spans = learned.periods().get(credit.periodId());
        if (spans == null) {
            return Optional.of(new Rejection(
                    "PERIOD_UNKNOWN",
                    "periodId '" + shown(credit.periodId()) + "' is not a period of the calendar '" + learned.calendar()
                            + "'"));
        }
        var day = LocalDate.parse(TransactionBody.day(credit.transactionDate()));
        return spans.stream().anyMatch(span -> span.has(day))
                ? Optional.empty()
                : Optional.of(new Rejection(
                        "PERIOD_DATE_MISMATCH",
                        "transactionDate '" + credit.transactionDate() + "' is not in the period '"
                                + shown(credit.periodId()) + "' (" + spans.get(0)
                                + "), and IM uses the period of the date"));
    }

    private static String shown(String text) {
        return CleanText.of(text, MAX_SHOWN);
    }
}
