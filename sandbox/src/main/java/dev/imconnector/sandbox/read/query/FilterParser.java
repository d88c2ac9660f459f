package dev.imconnector.sandbox.read.query;

import dev.imconnector.sandbox.http.RequestRefusedException;
import dev.imconnector.sandbox.state.FieldType;
import dev.imconnector.sandbox.state.Schema;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Parses {@code $filter}: {@code eq ne gt lt ge le} between a field and a literal, {@code and} before {@code or},
 * parentheses. Strings and dates stand in single quotes, a quote within is doubled; names and operators are
 * case-sensitive.
 */
final class FilterParser {

    private static final int MOST_NESTED = 50;
    private static final int MOST_CHARACTERS = 8_000;
    private static final Set<String> OPERATORS = Set.of("eq", "ne", "gt", "lt", "ge", "le");

    private final Schema schema;
    private final List<FilterLexer.Token> tokens;
    private int next;
    private int nested;

    private FilterParser(Schema schema, List<FilterLexer.Token> tokens) {
        this.schema = schema;
        this.tokens = tokens;
    }

    /** @throws RequestRefusedException when the filter cannot be understood, with the position */
    static Filter parse(String text, Schema schema) {
        if (text.length() > MOST_CHARACTERS) {
            throw new RequestRefusedException(400, "$filter is longer than " + MOST_CHARACTERS + " characters");
        }
        var parser = new FilterParser(schema, FilterLexer.tokens(text));
        var filter = parser.or();
        parser.expect(FilterLexer.Kind.END, "and, or, or the end");
        return filter;
    }

    private Filter or() {
        var filter = and();
        while (isWord("or")) {
            next++;
            filter = new Filter.Or(filter, and());
        }
        return filter;
    }

    private Filter and() {
        var filter = primary();
        while (isWord("and")) {
            next++;
            filter = new Filter.And(filter, primary());
        }
        return filter;
    }

    private Filter primary() {
        if (peek().kind() != FilterLexer.Kind.OPEN) {
            return comparison();
        }
        next++;
        if (++nested > MOST_NESTED) {
            throw new RequestRefusedException(400, "$filter is nested too deeply");
        }
        var filter = or();
        expect(FilterLexer.Kind.CLOSE, "')'");
        nested--;
        return filter;
    }

    private Filter comparison() {
        var field = expect(FilterLexer.Kind.WORD, "a field");
        var type = schema.typeOf(field.text());
        var operator = expect(FilterLexer.Kind.WORD, "an operator");
        if (!OPERATORS.contains(operator.text())) {
            throw unexpected(operator, "one of eq, ne, gt, lt, ge, le");
        }
        var literal = literal(type);
        var comparison = Filter.Operator.valueOf(operator.text().toUpperCase(Locale.ROOT));
        if (literal == null && comparison != Filter.Operator.EQ && comparison != Filter.Operator.NE) {
            throw unexpected(operator, "eq or ne before null");
        }
        return new Filter.Comparison(field.text(), type, comparison, literal);
    }

    private Object literal(FieldType type) {
        var token = peek();
        next++;
        if (token.kind() == FilterLexer.Kind.WORD && token.text().equals("null")) {
            return null;
        }
        var quoted = token.kind() == FilterLexer.Kind.TEXT;
        if (!quoted && token.kind() != FilterLexer.Kind.WORD || quoted != (type == FieldType.TEXT || isDate(type))) {
            throw unexpected(token, wanted(type));
        }
        return switch (type) {
            case TEXT -> token.text();
            case DATE -> date(token);
            case NUMBER -> number(token);
            case FLAG -> flag(token);
        };
    }

    private static boolean isDate(FieldType type) {
        return type == FieldType.DATE;
    }

    private static String wanted(FieldType type) {
        return switch (type) {
            case TEXT -> "a string in single quotes";
            case DATE -> "an ISO 8601 date in single quotes";
            case NUMBER -> "a number";
            case FLAG -> "true or false";
        };
    }

    private static String date(FilterLexer.Token token) {
        try {
            FieldType.instant(token.text());
            return token.text();
        } catch (DateTimeException e) {
            throw unexpected(token, wanted(FieldType.DATE));
        }
    }

    private static BigDecimal number(FilterLexer.Token token) {
        if (!token.text().matches("-?[0-9]{1,30}(\\.[0-9]{1,30})?")) {
            throw unexpected(token, wanted(FieldType.NUMBER));
        }
        return new BigDecimal(token.text());
    }

    private static Boolean flag(FilterLexer.Token token) {
        if (!token.text().equals("true") && !token.text().equals("false")) {
            throw unexpected(token, wanted(FieldType.FLAG));
        }
        return token.text().equals("true");
    }

    private boolean isWord(String word) {
        return peek().kind() == FilterLexer.Kind.WORD && peek().text().equals(word);
    }

    private FilterLexer.Token peek() {
        return tokens.get(next);
    }

    private FilterLexer.Token expect(FilterLexer.Kind kind, String wanted) {
        var token = peek();
        if (token.kind() != kind) {
            throw unexpected(token, wanted);
        }
        next++;
        return token;
    }

    private static RequestRefusedException unexpected(FilterLexer.Token token, String wanted) {
        return new RequestRefusedException(
                400,
                "$filter: " + wanted + " is expected at position " + token.position() + ", not '" + token.text() + "'");
    }
}
