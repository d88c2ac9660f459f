package dev.imconnector.sandbox.read.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.sandbox.http.Json;
import dev.imconnector.sandbox.http.RequestRefusedException;
import dev.imconnector.sandbox.state.Documents;
import dev.imconnector.sandbox.state.FieldType;
import dev.imconnector.sandbox.state.Rows;
import dev.imconnector.sandbox.state.Schema;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTest {

    private static final Schema SCHEMA = new Schema(
            "things",
            "id",
            Map.of(
                    "id", FieldType.TEXT,
                    "name", FieldType.TEXT,
                    "size", FieldType.NUMBER,
                    "day", FieldType.DATE,
                    "open", FieldType.FLAG));

    private static ObjectNode thing(String id, String name, String size, String day, Boolean open) {
        var thing = Json.MAPPER.createObjectNode().put("id", id).put("name", name);
        thing.put("size", size == null ? null : new BigDecimal(size));
        return thing.put("day", day).put("open", open);
    }

    private static final Rows THINGS = new Documents(
                    SCHEMA,
                    List.of(
                            thing("1", "O'Brien", "1.50", "2026-01-31", true),
                            thing("2", "o'brien", "-2", "2026-02-01", false),
                            thing("3", "and", "12345678901234567.01", "2026-02-01T00:30:00+01:00", null),
                            thing("4", null, null, null, true),
                            thing("5", "a (b) eq 'c'", "12345678901234567.02", "2026-12-31T23:59:59Z", false)))
            .rows();

    private static List<String> matching(String filter) {
        var parsed = FilterParser.parse(filter, SCHEMA);
        return IntStream.range(0, THINGS.size())
                .filter(row -> parsed.matches(THINGS, row))
                .mapToObj(row -> (String) THINGS.value(row, "id"))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "name eq 'O''Brien'                           | 1",
                "name ne 'O''Brien'                           | 2 3 4 5",
                "name eq 'and' and size gt 1                  | 3",
                "name eq 'a (b) eq ''c'''                     | 5",
                "name gt 'a'                                  | 2 3 5",
                "name eq null                                 | 4",
                "name ne null                                 | 1 2 3 5",
                "size eq 1.5                                  | 1",
                "size lt 0                                    | 2",
                "size ge 12345678901234567.02                 | 5",
                "size le 1.5                                  | 1 2",
                "day eq '2026-01-31'                          | 1",
                "day lt '2026-02-01'                          | 1 3",
                "day ge '2026-01-31T23:30:00Z'                | 2 3 5",
                "open eq true                                 | 1 4",
                "open ne true                                 | 2 3 5",
                "id eq '1' or id eq '2' and open eq true      | 1",
                "(id eq '1' or id eq '2') and open eq false   | 2",
                "id eq '1' and id eq '2' or open eq null      | 3",
                "((id eq '1'))                                | 1",
                "id eq '4' and name eq null                   | 4",
                "id eq '9'                                    | ``",
            })
    void theGrammarMeansWhatODataMeans(String filter, String ids) {
        assertThat(String.join(" ", matching(filter))).isEqualTo(ids);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "name",
                "name eq",
                "name eq O'Brien",
                "name eq 'O'Brien'",
                "name eq 'open",
                "name EQ 'x'",
                "Name eq 'x'",
                "name = 'x'",
                "name eq 'x' AND id eq '1'",
                "name eq 'x' and",
                "name eq 'x' id eq '1'",
                "(name eq 'x'",
                "name eq 'x')",
                "()",
                "not name eq 'x'",
                "contains(name,'x')",
                "name in ('x')",
                "'x' eq name",
                "size eq '1'",
                "size eq 1e3",
                "size eq NaN",
                "name eq 1",
                "name eq \"x\"",
                "day eq 2026-01-31",
                "day eq 'yesterday'",
                "day eq '2026-02-30'",
                "open eq 'true'",
                "open eq TRUE",
                "name gt null",
                "name eq 'x'and id eq '1'",
                "unknown eq 'x'",
            })
    void whatIsNoFilterIsRefusedWith400(String filter) {
        assertThatThrownBy(() -> FilterParser.parse(filter, SCHEMA))
                .isInstanceOfSatisfying(
                        RequestRefusedException.class,
                        e -> assertThat(e.status()).isEqualTo(400));
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 51, 100_000})
    void nestingIsBounded(int depth) {
        var filter = "(".repeat(depth) + "id eq '1'" + ")".repeat(depth);

        if (depth <= 50) {
            assertThat(matching(filter)).containsExactly("1");
        } else {
            assertThatThrownBy(() -> FilterParser.parse(filter, SCHEMA)).isInstanceOf(RequestRefusedException.class);
        }
    }

    /** A filter as a tree that knows its own text and its own meaning, written independently of the parser. */
    private sealed interface Tree {

        String text();

        boolean holds(int row);

        record Leaf(String field, String operator, String literal) implements Tree {
            @Override
            public String text() {
                return field + " " + operator + " "
                        + (field.equals("size") ? literal : "'" + literal.replace("'", "''") + "'");
            }

            @Override
            public boolean holds(int row) {
                var value = THINGS.value(row, field);
                if (value == null) {
                    return operator.equals("ne");
                }
                var compared = field.equals("size")
                        ? ((BigDecimal) value).compareTo(new BigDecimal(literal))
                        : ((String) value).compareTo(literal);
                return switch (operator) {
                    case "eq" -> compared == 0;
                    case "ne" -> compared != 0;
                    case "gt" -> compared > 0;
                    case "lt" -> compared < 0;
                    case "ge" -> compared >= 0;
                    default -> compared <= 0;
                };
            }
        }

        record Both(Tree left, Tree right) implements Tree {
            @Override
            public String text() {
                return inParentheses(left) + " and " + inParentheses(right);
            }

            private static String inParentheses(Tree tree) {
                return tree instanceof Either ? "(" + tree.text() + ")" : tree.text();
            }

            @Override
            public boolean holds(int row) {
                return left.holds(row) && right.holds(row);
            }
        }

        record Either(Tree left, Tree right) implements Tree {
            @Override
            public String text() {
                return left.text() + " or " + right.text();
            }

            @Override
            public boolean holds(int row) {
                return left.holds(row) || right.holds(row);
            }
        }
    }

    @Provide
    Arbitrary<Tree> trees() {
        return Arbitraries.lazyOf(this::leaves, this::leaves, this::pairs);
    }

    private Arbitrary<Tree> leaves() {
        var operators = Arbitraries.of("eq", "ne", "gt", "lt", "ge", "le");
        var names = Combinators.combine(
                        Arbitraries.of("id", "name"),
                        operators,
                        Arbitraries.oneOf(
                                Arbitraries.of("O'Brien", "1", "3", "and", "or", "a (b) eq 'c'", "''"),
                                Arbitraries.strings().ofMaxLength(8)))
                .as(Tree.Leaf::new);
        var sizes = Combinators.combine(
                        Arbitraries.just("size"),
                        operators,
                        Arbitraries.of("1.5", "1.50", "-2", "0", "12345678901234567.01", "12345678901234567.02"))
                .as(Tree.Leaf::new);
        return Arbitraries.oneOf(names, sizes).map(leaf -> leaf);
    }

    private Arbitrary<Tree> pairs() {
        return Combinators.combine(Arbitraries.of(true, false), trees(), trees())
                .as((both, left, right) -> both ? new Tree.Both(left, right) : new Tree.Either(left, right));
    }

    @Property
    void anyFilterMeansWhatItsTreeMeans(@ForAll("trees") Tree tree) {
        var parsed = FilterParser.parse(tree.text(), SCHEMA);

        for (int row = 0; row < THINGS.size(); row++) {
            assertThat(parsed.matches(THINGS, row))
                    .as(tree.text() + " at " + row)
                    .isEqualTo(tree.holds(row));
        }
    }

    @Property
    void anIndexFindsWhatLookingAtAllRowsFinds(@ForAll("trees") Tree tree) {
        var parsed = FilterParser.parse(tree.text(), SCHEMA);

        var found = RowSequence.of(THINGS, parsed, List.of())
                .page(0, matching(tree.text()).size(), 0);

        assertThat(IntStream.of(found).mapToObj(row -> THINGS.value(row, "id")))
                .containsExactlyElementsOf(
                        matching(tree.text()).stream().map(Object.class::cast).toList());
    }

    @Property
    void noTextBreaksTheParser(@ForAll("almostFilters") String text) {
        assertThatCode(() -> {
                    try {
                        Objects.requireNonNull(FilterParser.parse(text, SCHEMA));
                    } catch (RequestRefusedException e) {
                        assertThat(e.status()).isEqualTo(400);
                    }
                })
                .doesNotThrowAnyException();
    }

    @Provide
    Arbitrary<String> almostFilters() {
        return Arbitraries.of(
                        "id", "size", "day", "eq", "lt", "and", "or", "(", ")", "'x'", "'", "1", "-", "null", " ", "  ")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join(" ", parts));
    }
}
