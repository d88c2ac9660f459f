package dev.imconnector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.credit.Outcome;
import dev.imconnector.push.PushRequest;
import dev.imconnector.run.RunRecord;
import dev.imconnector.settings.ClientRole;
import dev.imconnector.store.Location;
import dev.imconnector.testkit.MemoryStore;
import dev.imconnector.testkit.SettableClock;
import dev.imconnector.testkit.SimulatedIm;
import dev.imconnector.testkit.VirtualApp;
import dev.imconnector.time.Deadline;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * Whatever a mapping makes of a file: what the preview totals for each currency is what the push creates and what IM holds
 * afterwards, and all three are the file's own sums less rejects and rows that are left out. The sums are made here, of
 * the amounts that were meant before they were written in the export's way.
 */
class TotalsPropertyTest {

    private static final String FILE = "file:///exports/deals.csv";
    private static final String MAPPING = "file:///config/m.yaml";

    private static final PushRequest NIGHT =
            new PushRequest(Optional.of("night"), Optional.empty(), Optional.empty(), false, false, Optional.empty());

    private static final Map<String, String> ENVIRONMENT =
            Map.of("IM_CREDIT_MAPPING", MAPPING, "IM_REJECT_THRESHOLD_PERCENT", "100", "IM_EMPTY_INPUT", "ok");

    /** A currency with the decimals that it has (ISO 4217). */
    private enum Money {
        EUR(2),
        USD(2),
        JPY(0),
        KWD(3);

        private final int decimals;

        Money(int decimals) {
            this.decimals = decimals;
        }
    }

    /** What a row is. */
    private enum Kind {
        GOOD,
        REPEATED,
        CONFLICTING,
        LEFT_OUT_BY_ONLY,
        LEFT_OUT_BY_EXCEPT,
        TOTAL,
        BLANK,
        BAD_AMOUNT,
        BAD_DATE,
        BAD_CURRENCY,
        WITHOUT_ID
    }

    /** @param units of the smallest coin */
    private record Row(Kind kind, Money money, int units) {

        BigDecimal amount() {
            return BigDecimal.valueOf(units, money.decimals);
        }
    }

    /** How the export writes amounts, and how the mapping says so. */
    private enum Size {
        PLAIN("") {
            @Override
            BigDecimal written(Row row) {
                return row.amount();
            }
        },
        HUNDREDTHS(", factor: 0.01") {
            @Override
            BigDecimal written(Row row) {
                return row.amount().movePointRight(2);
            }
        },
        HUNDREDS(", factor: 100") {
            @Override
            BigDecimal written(Row row) {
                return row.amount().movePointLeft(2);
            }
        },
        MINOR_UNITS(", scale: minor") {
            @Override
            BigDecimal written(Row row) {
                return BigDecimal.valueOf(row.units());
            }
        },
        SAP(", scale: sap") {
            @Override
            BigDecimal written(Row row) {
                return BigDecimal.valueOf(row.units(), 2);
            }
        };

        private final String option;

        Size(String option) {
            this.option = option;
        }

        abstract BigDecimal written(Row row);
    }

    private enum Minus {
        LEADING,
        TRAILING,
        PARENTHESES,
        ANY,
        COLUMN
    }

    private record Form(char decimal, char thousands, Minus minus, Size size, boolean currencyInAmount) {

        private static final char NO_GROUPS = 0;

        boolean groups() {
            return thousands != NO_GROUPS && thousands != decimal;
        }

        String mapping() {
            return """
                    version: 1
                    mappings:
                      - csv: {delimiter: "|", totalRows: [Total], footerLines: 2}
                        only: {column: Stage, values: [Won]}
                        except: [{column: Test, values: ["yes"]}]
                        fields:
                          sourceRef: {column: Id}
                          participantId: {column: Rep}
                          transactionDate: {column: Day, pattern: dd.MM.yyyy}
                          amount: {column: Amount, decimal: "%s"%s%s%s%s}
                          currencyCode: %s
                          periodId: {fromDate: yyyy-MM}
                    """.formatted(
                            decimal,
                            groups() ? ", thousands: \"" + thousands + "\"" : "",
                            minus == Minus.COLUMN
                                    ? ", sign: {column: Side, negative: [H], positive: [S]}"
                                    : ", minus: " + minus.name().toLowerCase(Locale.ROOT),
                            size.option,
                            currencyInAmount ? ", currency: true" : "",
                            currencyInAmount ? "{fromAmount: true}" : "{column: Currency}");
        }

        String text(Row row) {
            var value = size.written(row);
            var number = number(value.abs());
            var isNegative = value.signum() < 0 && minus != Minus.COLUMN;
            var code = currencyInAmount ? row.money() + " " : "";
            return switch (isNegative ? minus : Minus.COLUMN) {
                case LEADING -> code + "-" + number;
                case TRAILING -> code + number + "-";
                case PARENTHESES, ANY -> "(" + code + number + ")";
                case COLUMN -> code + number;
            };
        }

        private String number(BigDecimal value) {
            var plain = value.toPlainString();
            var point = plain.indexOf('.');
            var whole = new StringBuilder(point < 0 ? plain : plain.substring(0, point));
            for (int i = whole.length() - 3; i > 0 && groups(); i -= 3) {
                whole.insert(i, thousands);
            }
            return point < 0
                    ? whole.toString()
                    : whole.append(decimal).append(plain.substring(point + 1)).toString();
        }

        String side(Row row) {
            return row.units() < 0 ? "H" : "S";
        }
    }

    @Provide
    Arbitrary<Form> forms() {
        return Combinators.combine(
                        Arbitraries.of('.', ','),
                        Arbitraries.of('.', ',', '\'', ' ', Form.NO_GROUPS),
                        Arbitraries.of(Minus.class),
                        Arbitraries.of(Size.class),
                        Arbitraries.of(true, false))
                .as(Form::new);
    }

    @Provide
    Arbitrary<List<Row>> rows() {
        var kinds = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(Kind.GOOD)), Tuple.of(2, Arbitraries.of(Kind.class)));
        return Combinators.combine(
                        kinds,
                        Arbitraries.of(Money.class),
                        Arbitraries.integers().between(-200_000_000, 200_000_000))
                .as(Row::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(30);
    }

    /** An export, and what is to come of it. */
    private static final class Export {

        private final Form form;
        private final StringBuilder text = new StringBuilder("Id|Rep|Day|Amount|Currency|Stage|Test|Side\n");
        private final Map<String, BigDecimal> sums = new TreeMap<>();
        private long rejects;
        private long leftOut;
        private int number;

        Export(Form form) {
            this.form = form;
        }

        void add(Row row) {
            var id = "D-" + ++number;
            var amount = form.text(row);
            switch (row.kind()) {
                case GOOD -> sent(row, id, amount, 1);
                case REPEATED -> sent(row, id, amount, 2);
                case CONFLICTING -> {
                    line(row, id, "P-1", "31.03.2026", amount, "Won", "no");
                    line(row, id, "P-2", "31.03.2026", amount, "Won", "no");
                    rejects += 2;
                }
                case LEFT_OUT_BY_ONLY -> left(row, id, amount, "Open", "no");
                case LEFT_OUT_BY_EXCEPT -> left(row, id, amount, "Won", "yes");
                case TOTAL -> {
                    text.append("Total|||").append(amount).append("||||\n");
                    leftOut++;
                }
                case BLANK -> text.append("|||||||\n");
                case BAD_AMOUNT -> rejected(row, id, "31.03.2026", "n/a");
                case BAD_DATE -> rejected(row, id, "31.02.2026", amount);
                case BAD_CURRENCY -> rejected(row, id, "31.03.2026", amount);
                case WITHOUT_ID -> rejected(row, " ", "31.03.2026", amount);
            }
        }

        private void sent(Row row, String id, String amount, int times) {
            for (int i = 0; i < times; i++) {
                line(row, id, "P-1", "31.03.2026", amount, "Won", "no");
            }
            sums.merge(row.money().name(), row.amount(), BigDecimal::add);
        }

        private void left(Row row, String id, String amount, String stage, String test) {
            line(row, id, "P-1", "31.03.2026", amount, stage, test);
            leftOut++;
        }

        private void rejected(Row row, String id, String day, String amount) {
            line(row, id, "P-1", day, amount, "Won", "no");
            rejects++;
        }

        private void line(Row row, String id, String rep, String day, String amount, String stage, String test) {
            var isBad = row.kind() == Kind.BAD_CURRENCY;
            var shown = isBad && form.currencyInAmount()
                    ? amount.replace(row.money().name(), "ZZZ")
                    : amount;
            text.append(String.join(
                            "|",
                            id,
                            rep,
                            day,
                            shown,
                            isBad ? "ZZZ" : row.money().name(),
                            stage,
                            test,
                            form.side(row)))
                    .append('\n');
        }
    }

    @Property(tries = 250)
    void of_the_preview_are_those_of_the_push_and_of_the_file_less_what_is_not_sent(
            @ForAll("forms") Form form, @ForAll("rows") List<Row> rows) {
        var export = new Export(form);
        rows.forEach(export::add);
        var clock = new SettableClock();
        var im = new SimulatedIm(clock);
        var store = new MemoryStore();
        store.put(FILE, export.text.toString());
        store.put(MAPPING, form.mapping());

        var previewed = Preview.of(Location.parse(FILE), ENVIRONMENT, store, clock);
        var app = new VirtualApp(clock, ClientRole.WRITER, store).over(im).with("CREDITS_LOCATION", FILE);
        ENVIRONMENT.forEach(app::with);
        var run = app.connector().creditPush().push(NIGHT, Deadline.after(Duration.ofMinutes(15), clock));

        assertThat(totals(previewed)).as("the preview of\n%s", export.text).isEqualTo(bare(export.sums));
        assertThat(totals(run)).as("the push of\n%s", export.text).isEqualTo(bare(export.sums));
        assertThat(totals(im)).as("what IM holds").isEqualTo(bare(export.sums));
        assertThat(run.rejected()).isEqualTo(export.rejects);
        assertThat(run.leftOut()).isEqualTo(export.leftOut);
    }

    private static Map<String, BigDecimal> totals(Preview preview) {
        var result = new TreeMap<String, BigDecimal>();
        preview.totals().forEach((group, total) -> result.merge(group.currencyCode(), total.amount(), BigDecimal::add));
        return bare(result);
    }

    private static Map<String, BigDecimal> totals(RunRecord run) {
        var result = new TreeMap<String, BigDecimal>();
        run.totals().stream()
                .filter(total -> total.outcome() == Outcome.CREATED)
                .forEach(total -> result.put(total.currencyCode(), total.amount()));
        return bare(result);
    }

    private static Map<String, BigDecimal> totals(SimulatedIm im) {
        var result = new TreeMap<String, BigDecimal>();
        im.held()
                .forEach(credit -> result.merge(
                        credit.get("currencyCode").textValue(),
                        credit.get("amount").decimalValue(),
                        BigDecimal::add));
        return bare(result);
    }

    private static Map<String, BigDecimal> bare(Map<String, BigDecimal> sums) {
        var result = new TreeMap<String, BigDecimal>();
        sums.forEach((currency, sum) -> result.put(currency, sum.stripTrailingZeros()));
        return result;
    }
}
