package dev.imconnector.sandbox.tenant.query;

import dev.imconnector.sandbox.http.RequestRefusedException;
import dev.imconnector.sandbox.tenant.model.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Parses {@code $filter}: comparisons, {@code and} before {@code or}, parentheses. */
final class FilterParser {

    private static final int MOST_NESTED = 50;
    private static final Set<String> OPERATORS = Set.of("eq", "ne", "gt", "ge", "lt", "le");

    private final Resource resource;
    private final LiteralReader literals;
    private final List<FilterLexer.Token> tokens;
    private int next;
    private int nested;

    private FilterParser(Resource resource, LiteralReader literals, List<FilterLexer.Token> tokens) {
        this.resource = resource;
        this.literals = literals;
        this.tokens = tokens;
    }

    /** @throws RequestRefusedException when the filter cannot be understood, with the position */
    static Filter parse(String text, Resource resource, LiteralReader literals) {
        var parser = new FilterParser(resource, literals, FilterLexer.tokens(text));
        var filter = parser.or();
        parser.expect(FilterLexer.Kind.END, "and, or, or the end");
        return filter;
    }

    private Filter or() {
        var parts = new ArrayList<Filter>(List.of(and()));
        while (peek().isWord("or")) {
            next++;
            parts.add(and());
        }
        return parts.size() == 1 ? parts.get(0) : new Filter.Or(List.copyOf(parts));
    }

    private Filter and() {
        var parts = new ArrayList<Filter>(List.of(primary()));
        while (peek().isWord("and")) {
            next++;
            parts.add(primary());
        }
        return parts.size() == 1 ? parts.get(0) : new Filter.And(List.copyOf(parts));
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
        var path = FieldPath.of(expect(FilterLexer.Kind.WORD, "a field").text(), resource);
        var word = expect(FilterLexer.Kind.WORD, "an operator");
        if (!OPERATORS.contains(word.text())) {
            throw unexpected(word, "one of eq, ne, gt, ge, lt, le");
        }
        var operator = Operator.valueOf(word.text().toUpperCase(Locale.ROOT));
        var token = peek();
        next++;
        if (token.kind() != FilterLexer.Kind.QUOTED && token.kind() != FilterLexer.Kind.WORD) {
            throw unexpected(token, "a value");
        }
        return new Filter.Comparison(path, operator, literals.read(path.last(), operator, token));
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

    static RequestRefusedException unexpected(FilterLexer.Token token, String wanted) {
        return new RequestRefusedException(
                400,
                "$filter: " + wanted + " is expected at position " + token.position() + ", not '" + token.text() + "'");
    }
}
