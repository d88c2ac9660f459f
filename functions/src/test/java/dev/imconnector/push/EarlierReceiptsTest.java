package dev.imconnector.push;

import static dev.imconnector.push.PushScenario.credit;
import static dev.imconnector.push.PushScenario.credits;
import static dev.imconnector.push.PushScenario.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.run.Presence;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunStatus;
import dev.imconnector.run.RunWarning;
import dev.imconnector.store.Location;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What IM says is there already is looked up in the receipts of the runs before. */
class EarlierReceiptsTest {

    private final PushScenario night = new PushScenario();
    private final List<String> opened = new ArrayList<>();

    private RunRecord push(String runId, String csv) {
        night.given(csv);
        var run = night.pushToTheEnd(run(runId));
        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        return run;
    }

    private static List<String> codes(RunRecord run) {
        return run.warnings().stream().map(RunWarning::code).toList();
    }

    private static Location receipts(String runId) {
        return Location.parse("file:///runs/" + runId + "/receipts.jsonl.gz");
    }

    private void watchReceipts() {
        night.store.beforeOpen(at -> {
            if (at.name().equals("receipts.jsonl.gz")) {
                opened.add(at.path().split("/")[2]);
            }
        });
    }

    @Test
    void a_credit_that_an_earlier_run_created_has_a_receipt_and_is_no_surprise() {
        push("one", credits(30));

        var again = push("two", credits(40));

        assertThat(again.presence()).contains(new Presence(30, 30, 0, true, null));
        assertThat(again.warnings()).isEmpty();
    }

    @Test
    void a_night_of_which_IM_has_most_already_without_a_receipt_is_to_be_looked_at() {
        push("one", credits(30));
        night.store.delete(receipts("one"));

        var again = push("two", credits(40));

        assertThat(again.presence()).contains(new Presence(30, 0, 0, true, null));
        assertThat(again.warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo("PRESENT_WITHOUT_RECEIPT");
            assertThat(warning.count()).isEqualTo(30);
            assertThat(warning.message()).contains("30 of 40");
        });
        assertThat(night.store.text(again.report().orElseThrow())).contains("PRESENT_WITHOUT_RECEIPT");
    }

    @Test
    void less_than_half_of_a_night_is_counted_and_not_warned_of() {
        push("one", credits(10));
        night.store.delete(receipts("one"));

        var again = push("two", credits(30));

        assertThat(again.presence().orElseThrow().withoutReceipt()).isEqualTo(10);
        assertThat(again.warnings()).isEmpty();
    }

    @Test
    void only_a_receipt_of_the_creation_counts() {
        push("one", credits(30));
        night.store.delete(receipts("one"));
        push("two", credits(30));

        var third = push("three", credits(30));

        assertThat(third.presence().orElseThrow().withReceipt()).isZero();
        assertThat(codes(third)).containsExactly("PRESENT_WITHOUT_RECEIPT");
    }

    @Test
    void a_night_that_waited_or_ran_out_of_time_is_warned_of_like_any_other() {
        push("one", credits(3_000));
        night.store.delete(receipts("one"));
        night.requestsPerMinute = 10;
        night.invocation = Duration.ofSeconds(40);

        var again = push("two", credits(3_000));

        assertThat(again.attempts()).hasSizeGreaterThan(1);
        assertThat(codes(again)).containsExactly("PRESENT_WITHOUT_RECEIPT");
    }

    @Test
    void what_has_changed_since_is_a_correction_that_IM_has_not_and_is_listed_with_its_line() {
        push("push-2026-02-27", credits(20));

        var again = push("two", credits(2) + credit("R-3", "2.50") + credit("R-4", "1.5"));

        assertThat(again.presence().orElseThrow().changed()).isEqualTo(1);
        assertThat(again.warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo("CORRECTION_NOT_IN_IM");
            assertThat(warning.message()).contains("credits.csv, line 4 (created by push-2026-02-27)");
        });
        var at = Location.parse(again.presence().orElseThrow().corrections());
        assertThat(night.store.text(at).lines())
                .hasSize(2)
                .element(1)
                .asString()
                .startsWith("file:///exports/credits.csv,4,R-3,2.50,EUR,2026-03,1.50,EUR,2026-03,push-2026-02-27,2026");
        assertThat(night.store.text(again.report().orElseThrow())).contains("corrections.csv", "CORRECTION_NOT_IN_IM");
        assertThat(again.alreadyPresent()).isEqualTo(4);
    }

    @Test
    void another_participant_is_a_correction_too_although_amount_and_period_are_equal() {
        push("one", credits(20));

        var again = push("two", PushScenario.HEADER + "R-5,P-2,2026-03-01,1.50,EUR,2026-03\n");

        assertThat(codes(again)).containsExactly("CORRECTION_NOT_IN_IM");
    }

    @Test
    void the_latest_creation_is_what_IM_has() {
        push("push-2026-02-01", credits(20));
        var older = night.store.bytes(receipts("push-2026-02-01"));
        night.store.write(receipts("push-2026-01-01"), older);
        push("push-2026-02-02", only(20, "9.00"));

        assertThat(codes(night.stored("push-2026-02-02"))).containsExactly("CORRECTION_NOT_IN_IM");
        assertThat(night.store.text(Location.parse(
                        night.stored("push-2026-02-02").presence().orElseThrow().corrections())))
                .contains("push-2026-02-01")
                .doesNotContain("push-2026-01-01");
    }

    private static String only(int number, String amount) {
        return PushScenario.HEADER + PushScenario.credit("R-" + number, amount);
    }

    @Test
    void receipts_are_read_only_when_something_is_present_and_the_latest_first_until_all_is_found() {
        push("push-2026-02-01", credits(20));
        push("push-2026-02-02", PushScenario.HEADER + credit("N-1", "1") + credit("N-2", "1"));
        watchReceipts();

        push("push-2026-02-03", PushScenario.HEADER + credit("N-3", "1"));
        assertThat(opened).isEmpty();

        push("push-2026-02-04", PushScenario.HEADER + credit("N-1", "1") + credit("N-3", "1"));
        assertThat(opened).containsExactly("push-2026-02-03", "push-2026-02-02");
    }

    @Test
    void the_look_takes_two_minutes_at_most_and_says_so() {
        push("push-2026-02-01", credits(20));
        push("push-2026-02-02", PushScenario.HEADER + credit("N-1", "1"));
        night.store.beforeOpen(at -> {
            if (at.name().equals("receipts.jsonl.gz")) {
                night.clock.advance(Duration.ofSeconds(121));
            }
        });

        var again = push("two", credits(20) + credit("N-1", "1"));

        assertThat(again.presence()).contains(new Presence(21, 1, 0, false, null));
        assertThat(again.warnings())
                .singleElement()
                .extracting(RunWarning::message)
                .asString()
                .contains("as far as receipts were read");
    }

    @Test
    void a_night_whose_end_comes_too_late_looks_in_its_next_invocation() {
        push("one", credits(20));
        night.given(credits(20));
        night.store.beforeWrite(at -> {
            if (at.name().startsWith("receipts-")) {
                night.clock.advance(night.invocation.minusSeconds(8));
            }
        });

        var run = night.push(run("two"));
        assertThat(run.status()).isEqualTo(RunStatus.INCOMPLETE);
        run = night.pushToTheEnd(run("two"));

        assertThat(run.presence()).contains(new Presence(20, 20, 0, true, null));
    }

    @Test
    void damaged_receipts_of_another_run_keep_no_night_from_its_end() {
        push("one", credits(20));
        night.store.write(receipts("one"), new byte[] {1, 2, 3});

        var again = push("two", credits(20));

        assertThat(again.presence()).contains(new Presence(20, 0, 0, false, null));
    }

    @Test
    void the_parts_of_a_run_that_never_came_to_its_end_are_receipts_as_well() {
        night.given(credits(3_000));
        night.requestsPerMinute = 10;
        night.invocation = Duration.ofSeconds(40);
        assertThat(night.push(run("stopped")).status()).isEqualTo(RunStatus.INCOMPLETE);
        var created = night.stored("stopped").created();
        night.requestsPerMinute = 0;
        night.invocation = Duration.ofMinutes(15);

        var again = push("two", credits(3_000));

        assertThat(created).isPositive();
        assertThat(again.presence()).contains(new Presence(created, created, 0, true, null));
    }
}
