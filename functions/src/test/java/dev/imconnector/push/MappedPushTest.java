package dev.imconnector.push;

import static dev.imconnector.push.PushScenario.retry;
import static dev.imconnector.push.PushScenario.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.problem.Problem;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunStatus;
import dev.imconnector.store.Location;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A push of an export with columns of its own, and what a change of the mapping does to it. */
class MappedPushTest {

    private static final String MAPPING = """
            version: 1
            mappings:
              - fields:
                  sourceRef: {column: Order}
                  participantId: {column: Rep}
                  transactionDate: {column: Day}
                  amount: {column: Amount, decimal: ","}
                  currencyCode: {constant: EUR}
                  periodId: {column: Day, lookup: {file: periods.csv, key: day, value: period}}
            """;

    private final PushScenario night = new PushScenario();

    private void given(int orders) {
        var csv = new StringBuilder("Order,Rep,Day,Amount\n");
        for (int i = 1; i <= orders; i++) {
            csv.append("O-").append(i).append(",P-1,2026-03-01,\"1,50\"\n");
        }
        night.given(csv.toString());
        night.store.put("file:///config/periods.csv", "day,period\n2026-03-01,2026-M03\n");
        night.map(MAPPING);
    }

    private static PushRequest byHand() {
        return new PushRequest(Optional.empty(), Optional.empty(), Optional.empty(), false, false, Optional.empty());
    }

    private static String code(RunRecord run) {
        return run.error().map(Problem::code).orElse(null);
    }

    @Test
    void sends_the_mapped_fields_and_pins_mapping_and_tables_in_its_record() {
        given(250);

        var run = night.push(run("night"));

        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(run.created()).isEqualTo(250);
        assertThat(night.im.total()).isEqualByComparingTo("375.00");
        var pinned = PushState.of(night.stored("night")).mapping;
        assertThat(pinned)
                .extracting(source -> Location.parse(source.uri()).name())
                .containsExactly("mapping.yaml", "periods.csv");
    }

    @Test
    void that_is_replaced_in_the_middle_of_a_run_ends_it_and_sends_no_mix() {
        given(2_000);
        night.im.latency(Duration.ofSeconds(2));
        night.invocation = Duration.ofSeconds(30);
        assertThat(night.push(run("night")).status()).isEqualTo(RunStatus.INCOMPLETE);
        var sent = night.im.sourceRefs().size();
        assertThat(sent).isBetween(1, 1_999);

        night.map(MAPPING.replace("constant: EUR", "constant: USD"));
        var after = night.push(run("night"));

        assertThat(after.status()).isEqualTo(RunStatus.FAILED);
        assertThat(code(after)).isEqualTo("RUN_INPUT_DIFFERS");
        assertThat(night.im.sourceRefs()).hasSize(sent);
    }

    @Test
    void whose_table_is_replaced_in_the_middle_of_a_run_ends_it_too() {
        given(2_000);
        night.im.latency(Duration.ofSeconds(2));
        night.invocation = Duration.ofSeconds(30);
        night.push(run("night"));

        night.store.put("file:///config/periods.csv", "day,period\n2026-03-01,2026-M04\n");

        assertThat(code(night.push(run("night")))).isEqualTo("RUN_INPUT_DIFFERS");
    }

    @Test
    void that_is_configured_only_later_changes_nothing_for_a_run_that_began_without() {
        night.given(PushScenario.credits(2_000));
        night.im.latency(Duration.ofSeconds(2));
        night.invocation = Duration.ofSeconds(30);
        night.push(run("night"));

        night.map(MAPPING);
        var run = night.push(run("night"));
        while (run.status() == RunStatus.INCOMPLETE) {
            run = night.push(run("night"));
        }

        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(run.created()).isEqualTo(2_000);
    }

    @Test
    void is_not_asked_for_a_file_that_takes_a_run_back() {
        given(0);
        night.given("""
                _reverses,sourceRef,participantId,transactionDate,amount,currencyCode,periodId
                O-1,REV-O-1,P-1,2026-03-01,-1.50,EUR,2026-M03
                """);

        var run = night.push(run("back"));

        assertThat(code(run)).isNull();
        assertThat(run.created()).isEqualTo(1);
        assertThat(night.im.total()).isEqualByComparingTo("-1.50");
    }

    @Test
    void that_is_corrected_makes_a_push_by_hand_another_run() {
        given(1);
        var first = night.push(byHand());

        night.map(MAPPING.replace("column: Rep", "constant: P-2"));
        var second = night.push(byHand());

        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(second.alreadyPresent()).isEqualTo(1);
    }

    @Test
    void that_cannot_be_used_fails_the_run_with_nothing_sent_and_a_retry_takes_the_corrected_one() {
        given(3);
        night.store.write(
                Location.parse("file:///config/mapping.yaml"),
                MAPPING.replace("column: Rep", "colum: Rep").getBytes(StandardCharsets.UTF_8));

        var failed = night.push(run("night"));
        assertThat(code(failed)).isEqualTo("MAPPING_INVALID");
        assertThat(night.im.sourceRefs()).isEmpty();

        night.map(MAPPING);
        assertThat(night.push(retry("night")).created()).isEqualTo(3);
    }
}
