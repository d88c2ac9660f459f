package dev.imconnector.sandbox.tenant.query;

import dev.imconnector.sandbox.http.RequestRefusedException;
import dev.imconnector.sandbox.switches.SandboxSwitches;
import dev.imconnector.sandbox.switches.TenantReadSwitches;
import dev.imconnector.sandbox.tenant.model.Amount;
import dev.imconnector.sandbox.tenant.model.Days;
import dev.imconnector.sandbox.tenant.model.Field;
import dev.imconnector.sandbox.tenant.model.UnitType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Reads what a filter compares a field with: its form follows from what the field holds. */
final class LiteralReader {

    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("(-?[0-9]{1,20}(?:\\.[0-9]{1,20})?) (\\S+)");
    private static final Pattern SEQ = Pattern.compile("[0-9]{1,18}");
    private static final Set<Operator> EQUALITY = Set.of(Operator.EQ, Operator.NE);

    private final SandboxSwitches settings;

    LiteralReader(SandboxSwitches settings) {
        this.settings = settings;
    }

    /**
     * The literal, or null when it says null.
     *
     * @throws RequestRefusedException when the field cannot be compared with it
     */
    Literal read(Field field, Operator operator, FilterLexer.Token token) {
        if (token.kind() == FilterLexer.Kind.QUOTED && token.text().equals("null")) {
            requireEquality(operator, token);
            requireNullable(field, token);
            return null;
        }
        return switch (field.kind()) {
            case TEXT -> text(operator, token);
            case SEQ, REFERENCE -> seq(token);
            case AMOUNT -> number(token);
            case INTEGER -> whole(token);
            case DATE ->
                new Literal.Text(bare(token, () -> Days.day(token.text()).toString()));
            case TIMESTAMP -> moment(token);
            case FLAG -> flag(operator, token);
            default -> throw FilterParser.unexpected(token, "a field that can be compared");
        };
    }

    private void requireNullable(Field field, FilterLexer.Token token) {
        if (field.isReference() && !settings.get(TenantReadSwitches.REFERENCE_NULL_FILTER)) {
            throw FilterParser.unexpected(token, "a seq");
        }
    }

    private static void requireEquality(Operator operator, FilterLexer.Token token) {
        if (!EQUALITY.contains(operator)) {
            throw FilterParser.unexpected(token, "eq or ne before this value");
        }
    }

    private static Literal text(Operator operator, FilterLexer.Token token) {
        if (token.kind() == FilterLexer.Kind.QUOTED
                && NUMBER_AND_UNIT.matcher(token.text()).matches()) {
            throw FilterParser.unexpected(token, "a text, which a number and a unit are not,");
        }
        if (!token.text().contains("*")) {
            return new Literal.Text(token.text());
        }
        requireEquality(operator, token);
        return Literal.Wildcard.of(token.text());
    }

    private static Literal seq(FilterLexer.Token token) {
        if (!SEQ.matcher(token.text()).matches()) {
            throw FilterParser.unexpected(token, "a seq");
        }
        return new Literal.Text(token.text());
    }

    private static Literal number(FilterLexer.Token token) {
        var matcher = NUMBER_AND_UNIT.matcher(token.text());
        if (token.kind() != FilterLexer.Kind.QUOTED || !matcher.matches()) {
            throw FilterParser.unexpected(token, "a number and its unit in quotes");
        }
        var unit = UnitType.named(matcher.group(2))
                .orElseThrow(() -> FilterParser.unexpected(token, "the name of a unit type after the number"));
        return new Literal.Number(new Amount(new BigDecimal(matcher.group(1)), unit));
    }

    private static Literal whole(FilterLexer.Token token) {
        var text = token.kind() == FilterLexer.Kind.QUOTED ? token.text().replaceFirst(" integer$", "") : token.text();
        if (!text.matches("-?[0-9]{1,18}")) {
            throw FilterParser.unexpected(token, "a whole number");
        }
        return new Literal.Whole(Long.parseLong(text));
    }

    private Literal moment(FilterLexer.Token token) {
        return new Literal.Moment(
                bare(token, () -> Days.moment(token.text(), settings.get(TenantReadSwitches.TENANT_ZONE))));
    }

    private static <T> T bare(FilterLexer.Token token, Supplier<T> read) {
        try {
            if (token.kind() == FilterLexer.Kind.WORD) {
                return read.get();
            }
        } catch (DateTimeException e) {
            throw FilterParser.unexpected(token, "an ISO 8601 date");
        }
        throw FilterParser.unexpected(token, "a date without quotes");
    }

    private static Literal flag(Operator operator, FilterLexer.Token token) {
        requireEquality(operator, token);
        if (token.kind() != FilterLexer.Kind.WORD
                || !token.text().equals("true") && !token.text().equals("false")) {
            throw FilterParser.unexpected(token, "true or false, without quotes");
        }
        return new Literal.Flag(token.text().equals("true"));
    }
}
