package dev.imconnector.push;

import static dev.imconnector.testkit.Inputs.HEADER;
import static dev.imconnector.testkit.Inputs.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imconnector.credit.Credit;
import dev.imconnector.credit.PlausibilityRules;
import dev.imconnector.credit.Rejection;
import dev.imconnector.push.Duplicates.Verdict;
import dev.imconnector.push.FirstPassResult.CurrencyTotal;
import dev.imconnector.source.InputException;
import dev.imconnector.source.SourceRecord;
import dev.imconnector.testkit.Inputs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FirstPassTest {

    private static FirstPassResult pass(Inputs input) {
        return new FirstPass(input.source(), rows -> {}).run();
    }

    private static Inputs csv(String... lines) {
        return Inputs.of("a.csv", HEADER + "\n" + String.join("\n", lines) + "\n");
    }

    private static String line(String sourceRef, String amount) {
        return sourceRef + ",P-1,2026-03-31," + amount + ",EUR,2026-03";
    }

    private static Map<Long, Verdict> verdicts(Inputs input, Duplicates duplicates) {
        var result = new LinkedHashMap<Long, Verdict>();
        input.records().stream()
                .filter(SourceRecord::isValid)
                .forEach(record -> result.put(record.line(), duplicates.verdict(record)));
        return result;
    }

    @Test
    void it_counts_what_can_be_sent_and_what_cannot() {
        var result = pass(csv(
                row("A"),
                "B,P-1,2026-03-31,1.25,USD,2026-03",
                "C,P-1,2026-03-31,-0.50,EUR,2026-03",
                "D,,2026-03-31,7,EUR,2026-03",
                "E,P-1,2026-03-31,7,EURO,2026-03",
                "F"));

        assertThat(result.records()).isEqualTo(6);
        assertThat(result.toSend()).isEqualTo(3);
        assertThat(result.counts().invalid()).isEqualTo(3);
        assertThat(result.rejected()).isEqualTo(3);
        assertThat(result.invalidByCode())
                .containsExactly(
                        Map.entry("CURRENCY_UNKNOWN", 1L),
                        Map.entry("FIELD_COUNT", 1L),
                        Map.entry("FIELD_MISSING", 1L));
        assertThat(result.valid())
                .containsExactly(
                        new CurrencyTotal("EUR", 2, new BigDecimal("10.00")),
                        new CurrencyTotal("USD", 1, new BigDecimal("1.25")));
        assertThat(result.duplicates().isEmpty()).isTrue();
    }

    @Test
    void an_input_without_records_counts_nothing() {
        var result = pass(csv());
        assertThat(result.records()).isZero();
        assertThat(result.toSend()).isZero();
        assertThat(result.valid()).isEmpty();
    }

    @Test
    void equal_records_are_sent_once() {
        var input = csv(line("A", "10"), line("B", "1"), line("A", "10.0"), line("A", "10.00"));

        var result = pass(input);

        assertThat(result.toSend()).isEqualTo(2);
        assertThat(result.sameContent()).isEqualTo(2);
        assertThat(result.rejected()).isZero();
        assertThat(verdicts(input, result.duplicates()))
                .containsExactly(
                        Map.entry(2L, Verdict.FIRST),
                        Map.entry(3L, Verdict.UNIQUE),
                        Map.entry(4L, Verdict.SAME_CONTENT),
                        Map.entry(5L, Verdict.SAME_CONTENT));
    }

    @Test
    void records_that_share_only_their_source_ref_are_all_rejected_each_naming_another() {
        var input = csv(line("A", "10"), line("B", "1"), line("A", "10"), line("A", "11"), line("A", "12"));

        var result = pass(input);

        assertThat(result.toSend()).isEqualTo(1);
        assertThat(result.counts().conflicting()).isEqualTo(4);
        assertThat(result.rejected()).isEqualTo(4);
        var reasons = input.records().stream()
                .filter(record -> result.duplicates().verdict(record) == Verdict.CONFLICTING)
                .collect(Collectors.toMap(
                        SourceRecord::line, record -> result.duplicates().conflict(record)));
        assertThat(reasons)
                .containsOnly(
                        Map.entry(2L, conflict("line 5")),
                        Map.entry(4L, conflict("line 2")),
                        Map.entry(5L, conflict("line 2")),
                        Map.entry(6L, conflict("line 2")));
    }

    private static Rejection conflict(String where) {
        return new Rejection(
                "CONFLICTING_SOURCE_REF",
                "sourceRef 'A' is also on " + where
                        + " with other content: only one record may have it, none was sent");
    }

    @Test
    void a_conflict_with_another_file_names_that_file() {
        var input = Inputs.of("a.csv", HEADER + "\n" + line("A", "1") + "\n")
                .with("b.csv", HEADER + "\n\n" + line("A", "2") + "\n");

        var duplicates = pass(input).duplicates();

        assertThat(input.records())
                .extracting(duplicates::conflict)
                .containsExactly(
                        conflict("line 3 of s3://crm/credits/b.csv"), conflict("line 2 of s3://crm/credits/a.csv"));
    }

    @Test
    void a_rejected_record_takes_no_part_in_a_conflict() {
        var input = csv(line("A", "1"), line("A", "x"), line("A", "1"));
        var result = pass(input);
        assertThat(result.counts().conflicting()).isZero();
        assertThat(result.sameContent()).isEqualTo(1);
        assertThat(result.counts().invalid()).isEqualTo(1);
    }

    @Test
    void without_equal_source_refs_the_input_is_read_once() {
        var progress = new ArrayList<Long>();
        var input = csv(row("A"), row("B"));
        new FirstPass(input.source(), progress::add).run();
        assertThat(progress).containsExactly(2L);

        var repeated = csv(row("A"), row("A"));
        new FirstPass(repeated.source(), progress::add).run();
        assertThat(progress).containsExactly(2L, 2L, 4L);
    }

    @Test
    void the_watch_is_called_every_thousand_rows_and_can_end_the_pass() {
        var rows = new String[2_500];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = row("A" + i);
        }
        var input = csv(rows);
        var progress = new ArrayList<Long>();
        new FirstPass(input.source(), progress::add).run();
        assertThat(progress).containsExactly(1_000L, 2_000L, 2_500L);

        var outOfTime = new IllegalStateException("out of time");
        assertThatThrownBy(() -> new FirstPass(input.source(), read -> {
                            if (read == 2_000) {
                                throw outOfTime;
                            }
                        })
                        .run())
                .isSameAs(outOfTime);
        assertThat(input.store.openStreams()).isZero();
    }

    @Test
    void a_manifest_that_disagrees_ends_the_pass() {
        var input = csv(row("A")).beside("a.csv.manifest.json", "{\"rows\":2}");
        assertThatThrownBy(() -> pass(input)).isInstanceOf(InputException.class).hasMessageContaining("rows 2");
    }

    @Property(tries = 200)
    void every_valid_record_gets_the_verdict_that_comparing_all_with_all_gives(
            @ForAll @Size(max = 60) List<@IntRange(max = 25) Integer> refs,
            @ForAll @IntRange(min = 1, max = 4) int amounts)
            throws IOException {
        var lines = new ArrayList<String>();
        for (int i = 0; i < refs.size(); i++) {
            lines.add(line("R" + refs.get(i), String.valueOf(i % amounts)));
        }
        var input = csv(lines.toArray(String[]::new));
        var result = pass(input);
        var stored = copy(result.duplicates());

        var byRef = new HashMap<String, List<Credit>>();
        input.credits()
                .forEach(c -> byRef.computeIfAbsent(c.sourceRef(), ref -> new ArrayList<>())
                        .add(c));
        var seen = new HashMap<String, Integer>();
        for (var record : input.records()) {
            var same = byRef.get(record.sourceRef());
            var earlier = seen.merge(record.sourceRef(), 1, Integer::sum) - 1;
            var expected = same.size() == 1
                    ? Verdict.UNIQUE
                    : same.stream().distinct().count() > 1
                            ? Verdict.CONFLICTING
                            : earlier == 0 ? Verdict.FIRST : Verdict.SAME_CONTENT;
            assertThat(result.duplicates().verdict(record)).isEqualTo(expected);
            assertThat(stored.verdict(record)).isEqualTo(expected);
            if (expected == Verdict.CONFLICTING) {
                assertThat(stored.conflict(record))
                        .isEqualTo(result.duplicates().conflict(record));
            }
        }
        assertThat(result.toSend() + result.sameContent() + result.counts().conflicting())
                .isEqualTo(refs.size());
    }

    private static Duplicates copy(Duplicates duplicates) throws IOException {
        var bytes = new ByteArrayOutputStream();
        duplicates.writeTo(bytes);
        return Duplicates.readFrom(new ByteArrayInputStream(bytes.toByteArray()));
    }

    @Test
    void what_are_no_repeats_is_not_read_as_such() throws IOException {
        assertThatThrownBy(() -> Duplicates.readFrom(new ByteArrayInputStream(new byte[100])))
                .isInstanceOf(IOException.class);
        var bytes = new ByteArrayOutputStream();
        pass(csv(row("A"), row("A"))).duplicates().writeTo(bytes);
        for (int length = 0; length < bytes.size(); length++) {
            var cut = new ByteArrayInputStream(bytes.toByteArray(), 0, length);
            assertThatThrownBy(() -> Duplicates.readFrom(cut)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_record_without_conflict_has_no_conflict_to_name() {
        var input = csv(row("A"), row("A"), row("B"));
        var duplicates = pass(input).duplicates();
        for (var record : input.records()) {
            assertThatThrownBy(() -> duplicates.conflict(record)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void more_valid_records_than_the_memory_holds_are_refused_before_it_is_used_up() {
        var input =
                csv(IntStream.rangeClosed(1, 11).mapToObj(i -> row("R-" + i)).toArray(String[]::new));

        assertThatThrownBy(() ->
                        new FirstPass(input.source(), PlausibilityRules.NONE.on(LocalDate.EPOCH), rows -> {}, 10).run())
                .isInstanceOfSatisfying(
                        InputException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("INPUT_TOO_LARGE"));
        assertThat(new FirstPass(input.source(), PlausibilityRules.NONE.on(LocalDate.EPOCH), rows -> {}, 11)
                        .run()
                        .toSend())
                .isEqualTo(11);
    }
}
