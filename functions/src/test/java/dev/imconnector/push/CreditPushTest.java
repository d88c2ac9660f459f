package dev.imconnector.push;

import static dev.imconnector.push.PushScenario.credit;
import static dev.imconnector.push.PushScenario.credits;
import static dev.imconnector.push.PushScenario.dryRun;
import static dev.imconnector.push.PushScenario.from;
import static dev.imconnector.push.PushScenario.retry;
import static dev.imconnector.push.PushScenario.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imconnector.credit.Outcome;
import dev.imconnector.problem.Problem;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunStatus;
import dev.imconnector.run.RunTotal;
import dev.imconnector.run.Waiting;
import dev.imconnector.run.Workers;
import dev.imconnector.store.Location;
import dev.imconnector.store.StoreException;
import dev.imconnector.testkit.SimulatedIm;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a push promises, with a simulated IM and in virtual time. */
class CreditPushTest {

    private final PushScenario night = new PushScenario();

    private static void addsUp(RunRecord run) {
        assertThat(run.read())
                .isEqualTo(
                        run.toSend().orElse(0L) + run.created() + run.alreadyPresent() + run.rejected() + run.failed());
        assertThat(run.totals().stream().mapToLong(RunTotal::count).sum()).isEqualTo(run.read());
        assertThat(run.position()).isEqualTo(run.read());
    }

    private static String code(RunRecord run) {
        return run.error().map(Problem::code).orElse(null);
    }

    @Nested
    class A_good_night {

        @Test
        void every_credit_is_in_IM_once_with_one_token_call_and_a_receipt() {
            night.given(credits(250));

            var run = night.push(run("night"));

            assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(run.created()).isEqualTo(250);
            addsUp(run);
            assertThat(night.im.sourceRefs()).hasSize(250);
            assertThat(night.im.batchSizes()).containsExactly(100, 100, 50);
            assertThat(night.im.tokenCalls()).isEqualTo(1);
            assertThat(run.requestCounts().requests()).isEqualTo(4);
            assertThat(night.receipts(run)).hasSize(250);
            assertThat(run.rejects()).isEmpty();
            assertThat(run.totals())
                    .containsExactly(new RunTotal("EUR", Outcome.CREATED, 250, new BigDecimal("375.00")));
            assertThat(night.im.total()).isEqualByComparingTo("375.00");
        }

        @Test
        void a_completed_run_answers_its_record_and_sends_nothing() {
            night.given(credits(10));
            night.push(run("night"));
            var sent = night.im.arrivals().size();

            var again = night.push(run("night"));

            assertThat(again.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(again.created()).isEqualTo(10);
            assertThat(night.im.arrivals()).hasSize(sent);
        }

        @Test
        void the_same_file_under_another_run_id_finds_everything_already_present() {
            night.given(credits(10));
            night.push(run("night"));

            var again = night.push(run("another"));

            assertThat(again.alreadyPresent()).isEqualTo(10);
            assertThat(night.im.sourceRefs()).hasSize(10);
        }

        @Test
        void the_parts_are_gone_once_the_outputs_are_composed() {
            night.given(credits(10) + credit("bad", "x"));
            night.rejectThresholdPercent = 50;

            night.push(run("night"));

            assertThat(night.store.locations())
                    .extracting(Location::path)
                    .containsExactlyInAnyOrder(
                            "/exports/credits.csv",
                            "/runs/night/run.json",
                            "/runs/night/report.html",
                            "/runs/night/rejects.csv",
                            "/runs/night/receipts.jsonl.gz");
        }

        @Test
        void the_run_id_is_made_of_the_business_date_when_a_schedule_asks() {
            night.given(credits(1));

            var run = night.push(new PushRequest(
                    Optional.empty(),
                    Optional.of(Instant.parse("2026-03-02T04:15:00Z")),
                    Optional.empty(),
                    false,
                    false,
                    Optional.empty()));

            assertThat(run.id()).isEqualTo("push-2026-03-01");
        }

        @Test
        void without_a_schedule_it_is_made_of_the_date_and_the_inputs_versions() {
            night.given(credits(1));
            var request = new PushRequest(
                    Optional.empty(), Optional.empty(), Optional.empty(), false, false, Optional.of("somebody"));

            var first = night.push(request);
            night.given(credits(2));
            var other = night.push(request);

            assertThat(first.id()).matches("push-2026-03-01-[0-9a-f]{8}");
            assertThat(other.id()).matches("push-2026-03-01-[0-9a-f]{8}").isNotEqualTo(first.id());
            assertThat(other.created()).isEqualTo(1);
            assertThat(other.alreadyPresent()).isEqualTo(1);
        }
    }

    @Nested
    class The_first_pass {

        @Test
        void sends_nothing_when_too_many_records_are_bad_and_lists_them() {
            night.given(credits(9) + credit("bad", "1,5"));

            var run = night.push(run("night"));

            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
            assertThat(code(run)).isEqualTo("TOO_MANY_REJECTED");
            assertThat(night.im.arrivals()).isEmpty();
            assertThat(run.rejected()).isEqualTo(1);
            addsUp(run);
            assertThat(night.rejects(run)).hasSize(2);
        }

        @Test
        void sends_nothing_from_an_input_that_is_cut_off() {
            night.given(credits(100) + "R-101,P-1,2026-0");

            var run = night.push(run("night"));

            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
            assertThat(run.error().orElseThrow().message()).contains("credits.csv");
            assertThat(night.im.arrivals()).isEmpty();
        }

        @Test
        void a_dry_run_says_what_would_be_sent_by_count_and_currency_and_sends_nothing() {
            night.rejectThresholdPercent = 50;
            night.given(credits(20)
                    + credit("R-2", "1.50")
                    + credit("twice", "1000")
                    + credit("twice", "2000")
                    + credit("bad", "x")
                    + "Y-1,P-1,2026-03-01,7,JPY,2026-03\n");

            var run = night.push(dryRun("look"));

            assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(run.isDryRun()).isTrue();
            assertThat(run.toSend()).contains(21L);
            assertThat(run.alreadyPresent()).isEqualTo(1);
            assertThat(run.rejected()).isEqualTo(3);
            assertThat(run.created() + run.failed()).isZero();
            addsUp(run);
            assertThat(run.totals())
                    .filteredOn(total -> total.outcome() == Outcome.TO_SEND)
                    .containsExactlyInAnyOrder(
                            new RunTotal("EUR", Outcome.TO_SEND, 20, new BigDecimal("30.00")),
                            new RunTotal("JPY", Outcome.TO_SEND, 1, new BigDecimal("7")));
            assertThat(night.rejects(run)).hasSize(4);
            assertThat(run.receipts()).isEmpty();
            assertThat(night.im.arrivals()).isEmpty();
        }

        @Test
        void what_a_dry_run_would_send_is_what_the_push_then_creates() {
            night.rejectThresholdPercent = 50;
            night.given(
                    credits(30) + credit("R-3", "1.50") + credit("two", "5") + credit("two", "6") + credit("b", "x"));
            var look = night.push(dryRun("look"));

            var run = night.push(run("night"));

            assertThat(run.created()).isEqualTo(look.toSend().orElseThrow());
            assertThat(run.rejected()).isEqualTo(look.rejected());
            assertThat(run.alreadyPresent()).isEqualTo(look.alreadyPresent());
            assertThat(amounts(run, Outcome.CREATED)).isEqualTo(amounts(look, Outcome.TO_SEND));
        }

        private List<String> amounts(RunRecord run, Outcome outcome) {
            return run.totals().stream()
                    .filter(total -> total.outcome() == outcome)
                    .map(total -> total.count() + " " + total.amount() + " " + total.currencyCode())
                    .toList();
        }

        @Test
        void of_an_input_that_would_be_refused_a_dry_run_would_send_nothing() {
            night.given(credits(10) + credit("bad", "x"));

            var run = night.push(dryRun("look"));

            assertThat(code(run)).isEqualTo("TOO_MANY_REJECTED");
            assertThat(run.toSend()).contains(0L);
            assertThat(run.rejected()).isEqualTo(1);
            addsUp(run);
        }

        @Test
        void a_dry_run_is_marked_in_its_record_as_it_is_stored_and_a_real_one_is_not() {
            night.given(credits(10));
            night.push(dryRun("night"));
            var looked = night.store.text(PushScenario.RUNS.resolve("night/run.json"));

            night.push(run("night"));

            assertThat(looked).contains("\"dryRun\":true,\"read\":10,\"toSend\":10,\"created\":0");
            var pushed = night.store.text(PushScenario.RUNS.resolve("night/run.json"));
            assertThat(pushed).doesNotContain("\"dryRun\":true", "toSend", "TO_SEND");
            assertThat(night.stored("night").isDryRun()).isFalse();
        }

        @Test
        void a_dry_run_does_not_stand_in_the_way_of_the_real_one() {
            night.given(credits(10));
            night.push(dryRun("night"));

            var run = night.push(run("night"));

            assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(run.created()).isEqualTo(10);
        }

        @Test
        void a_dry_run_never_touches_a_real_run() {
            night.given(credits(10));
            night.push(run("night"));

            var look = night.push(dryRun("night"));

            assertThat(night.stored("night").created()).isEqualTo(10);
            assertThat(code(look)).isEqualTo("RUN_ID_TAKEN");
        }

        @Test
        void equal_records_are_sent_once_and_conflicting_ones_not_at_all() {
            night.rejectThresholdPercent = 100;
            night.given(credits(3) + credit("R-2", "1.50") + credit("twice", "1") + credit("twice", "2"));

            var run = night.push(run("night"));

            assertThat(run.created()).isEqualTo(3);
            assertThat(run.alreadyPresent()).isEqualTo(1);
            assertThat(run.rejected()).isEqualTo(2);
            addsUp(run);
            assertThat(night.im.timesSent("R-2")).isEqualTo(1);
            assertThat(night.im.timesSent("twice")).isZero();
            assertThat(night.rejects(run)).anyMatch(line -> line.contains("CONFLICTING_SOURCE_REF"));
        }

        @Test
        void an_export_without_a_record_fails_unless_that_is_fine() {
            night.given(PushScenario.HEADER);
            assertThat(code(night.push(run("night")))).isEqualTo("EMPTY_INPUT");

            night.emptyInputIsFine = true;
            assertThat(night.push(run("quiet night")).status()).isEqualTo(RunStatus.FAILED);
            assertThat(night.push(run("quiet-night")).status()).isEqualTo(RunStatus.COMPLETED);
        }
    }

    @Nested
    class Rejects {

        @Test
        void of_IM_are_in_the_rejects_with_IMs_words_and_in_the_receipts() {
            night.given(credits(100));
            night.im.reject("R-7");

            var run = night.push(run("night"));

            assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(run.rejected()).isEqualTo(1);
            assertThat(night.rejects(run).get(1))
                    .startsWith("file:///exports/credits.csv,8,R-7,IM_REJECTED,Participant not found,R-7,P-1");
            assertThat(night.receipts(run)).hasSize(100);
        }

        @Test
        void above_the_threshold_fail_the_run_although_the_rest_is_in() {
            night.given(credits(100));
            night.im.reject(IntStream.rangeClosed(1, 6).mapToObj(i -> "R-" + i).toArray(String[]::new));

            var run = night.push(run("night"));

            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
            assertThat(code(run)).isEqualTo("TOO_MANY_REJECTED");
            assertThat(run.created()).isEqualTo(94);
        }

        @Test
        void of_more_than_half_of_the_first_thousand_stop_the_run() {
            night.given(credits(3_000));
            night.im.reject(
                    IntStream.rangeClosed(1, 2_000).mapToObj(i -> "R-" + i).toArray(String[]::new));

            var run = night.push(run("night"));

            assertThat(code(run)).isEqualTo("IM_REJECTS_MOST");
            assertThat(run.read())
                    .isBetween(1_000L, 1_900L)
                    .isEqualTo(night.receipts(run).size());
            assertThat(night.im.batchSizes()).hasSize((int) (run.read() / 100));
            addsUp(run);
            assertThat(night.rejects(run)).hasSize((int) run.rejected() + 1);
        }
    }

    @Nested
    class Without_an_outcome {

        @Test
        void a_poison_record_fails_alone_and_its_neighbours_are_in() {
            night.given(credits(1_000));
            night.im.poison("R-555");

            var run = night.pushToTheEnd(run("night"));

            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
            assertThat(code(run)).isEqualTo("NO_OUTCOME");
            assertThat(run.created()).isEqualTo(999);
            assertThat(run.failed()).isEqualTo(1);
            addsUp(run);
            assertThat(night.rejects(run)).hasSize(2);
            assertThat(night.rejects(run).get(1)).contains("R-555");
        }

        @Test
        void a_retry_sends_only_what_failed_again() {
            night.given(credits(1_000));
            night.im.poison("R-555");
            night.pushToTheEnd(run("night"));
            var before = night.im.arrivals().size();
            night.im.heal();

            var run = night.push(retry("night"));

            assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(run.created()).isEqualTo(1_000);
            assertThat(run.failed()).isZero();
            addsUp(run);
            assertThat(night.im.arrivals()).hasSize(before + 1);
            assertThat(night.receipts(run)).hasSize(1_000);
        }

        @Test
        void a_retry_that_runs_out_of_time_goes_on_with_what_failed() {
            night.given(credits(100));
            night.batchSize = 1;
            var some = IntStream.rangeClosed(1, 40)
                    .map(i -> 2 * i)
                    .mapToObj(i -> "R-" + i)
                    .toArray(String[]::new);
            night.im.poison(some);
            night.pushToTheEnd(run("night"));
            assertThat(night.stored("night").failed()).isEqualTo(40);
            night.im.heal();
            night.im.latency(Duration.ofSeconds(2));
            night.invocation = Duration.ofSeconds(40);

            var first = night.push(retry("night"));
            var run = night.pushToTheEnd(run("night"));

            assertThat(first.status()).isEqualTo(RunStatus.INCOMPLETE);
            assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(run.created()).isEqualTo(100);
            addsUp(run);
            assertThat(night.receipts(run)).hasSize(100);
        }

        @Test
        void what_IM_leaves_out_of_its_answer_is_asked_for_three_times() {
            night.given(credits(10));
            night.im.silent(true, "R-3");

            var run = night.push(run("night"));

            assertThat(run.failed()).isEqualTo(1);
            assertThat(night.im.timesSent("R-3")).isEqualTo(3);
            assertThat(night.im.batchSizes()).containsExactly(10, 1, 1);
        }

        @Test
        void poison_in_both_halves_of_the_only_batch_is_found_in_the_end() {
            night.given(credits(100));
            night.im.poison("R-1", "R-99");

            var run = night.pushToTheEnd(run("night"));

            assertThat(run.created()).isEqualTo(98);
            assertThat(run.failed()).isEqualTo(2);
            addsUp(run);
        }
    }

    @Nested
    class While_IM_is_away {

        @Test
        void the_run_waits_and_then_completes() {
            night.given(credits(500));
            var back = night.clock.instant().plus(Duration.ofMinutes(30));
            night.im.downWhen(now -> now.isBefore(back));

            var first = night.push(run("night"));
            assertThat(first.status()).isEqualTo(RunStatus.INCOMPLETE);
            assertThat(first.resumeAfter()).contains(Duration.ofSeconds(60));
            assertThat(first.waiting().map(Waiting::reason)).contains(Waiting.Reason.IM_UNAVAILABLE);

            var run = night.pushToTheEnd(run("night"));

            assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(run.created()).isEqualTo(500);
        }

        @Test
        void the_waits_double_to_ten_minutes_and_end_after_eight_hours() {
            night.given(credits(5));
            night.im.downWhen(now -> true);
            var waits = new java.util.ArrayList<Long>();
            var start = night.clock.instant();
            var run = night.push(run("night"));
            while (run.status() == RunStatus.INCOMPLETE) {
                waits.add(run.resumeAfter().orElseThrow().toSeconds());
                night.clock.advance(run.resumeAfter().orElseThrow());
                run = night.push(run("night"));
            }

            assertThat(waits).startsWith(60L, 120L, 240L, 480L, 600L, 600L);
            assertThat(code(run)).isEqualTo("GAVE_UP");
            assertThat(Duration.between(start, night.clock.instant()))
                    .isBetween(Duration.ofHours(8), Duration.ofHours(9));
        }

        @Test
        void a_timeout_that_was_applied_doubles_nothing() {
            night.given(credits(200));
            night.im.next(new SimulatedIm.Timeout(true));

            var run = night.pushToTheEnd(run("night"));

            assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(run.created() + run.alreadyPresent()).isEqualTo(200);
            assertThat(night.im.sourceRefs()).hasSize(200);
        }

        @Test
        void a_wrong_secret_is_tried_once_and_fails_with_the_fix() {
            night.given(credits(5));
            night.im.wrongSecret();

            var run = night.push(run("night"));

            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
            assertThat(night.im.tokenCalls()).isEqualTo(1);
            assertThat(run.error().orElseThrow().fix()).contains("secret");
        }
    }

    @Nested
    class Waiting_for_the_export {

        @Test
        void goes_on_until_it_is_there() {
            assertThat(night.push(run("night")).waiting().map(Waiting::reason)).contains(Waiting.Reason.INPUT);
            night.clock.advance(Duration.ofMinutes(1));
            night.given(credits(3));

            var run = night.push(run("night"));

            assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(run.waiting()).isEmpty();
        }

        @Test
        void ends_after_two_hours_and_a_retry_takes_the_late_export() {
            var run = night.pushToTheEnd(run("night"));
            assertThat(code(run)).isEqualTo("INPUT_NOT_FOUND");

            night.given(credits(3));

            assertThat(night.push(retry("night")).created()).isEqualTo(3);
        }
    }

    @Nested
    class An_invocation_that_ends_early {

        @Test
        void leaves_a_run_that_ends_the_same_as_one_that_ran_through() {
            night.given(credits(5_000) + credit("bad", "x"));
            night.requestsPerMinute = 10;
            night.invocation = Duration.ofSeconds(40);

            var run = night.pushToTheEnd(run("night"));

            assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(run.created()).isEqualTo(5_000);
            assertThat(run.rejected()).isEqualTo(1);
            assertThat(run.attempts()).hasSizeGreaterThan(3);
            assertThat(night.receipts(run)).hasSize(5_000);
            assertThat(night.rejects(run)).hasSize(2);
            assertThat(IntStream.rangeClosed(1, 5_000)
                            .map(i -> night.im.timesSent("R-" + i))
                            .max())
                    .hasValue(1);
        }

        @Test
        void that_leaves_no_time_to_fetch_a_token_says_nothing_of_IM_and_is_gone_on_with_at_once() {
            night.given(credits(1));
            night.invocation = Duration.ofMillis(600);

            var run = night.push(run("short"));

            assertThat(run.status()).isEqualTo(RunStatus.INCOMPLETE);
            assertThat(run.waiting()).isEmpty();
            assertThat(run.resumeAfter()).contains(Duration.ZERO);
        }

        @Test
        void stops_in_time_and_asks_to_go_on_at_once() {
            night.given(credits(5_000));
            night.requestsPerMinute = 10;
            night.invocation = Duration.ofSeconds(40);
            var start = night.clock.instant();

            var run = night.push(run("night"));

            assertThat(run.status()).isEqualTo(RunStatus.INCOMPLETE);
            assertThat(run.resumeAfter()).contains(Duration.ZERO);
            assertThat(Duration.between(start, night.clock.instant()))
                    .isBetween(Duration.ofSeconds(30), Duration.ofSeconds(40));
        }

        @Test
        void keeps_the_rate_limit_over_cold_starts_and_never_meets_429() {
            night.given(credits(3_000));
            night.requestsPerMinute = 10;
            night.im.limit(10);
            night.invocation = Duration.ofSeconds(25);
            var run = night.push(run("night"));
            while (run.status() == RunStatus.INCOMPLETE) {
                night.coldStart();
                run = night.push(run("night"));
            }

            assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(night.im.throttled()).isZero();
        }
    }

    @Nested
    class An_invocation_that_ends_before_anything_is_sent {

        @Test
        void and_in_the_middle_of_listing_a_bad_input_never_lets_the_next_one_send_it() {
            night.given(credits(2_000) + (credit("bad", "x")).repeat(500));
            var opened = new int[1];
            night.store.beforeOpen(location -> {
                if (++opened[0] == 2) {
                    night.clock.advance(night.invocation);
                }
            });

            var first = night.push(run("night"));
            assertThat(first.status()).isEqualTo(RunStatus.INCOMPLETE);
            addsUp(first);
            var run = night.pushToTheEnd(run("night"));

            assertThat(code(run)).isEqualTo("TOO_MANY_REJECTED");
            assertThat(run.rejected()).isEqualTo(500);
            addsUp(run);
            assertThat(night.rejects(run)).hasSize(501);
            assertThat(night.im.arrivals()).isEmpty();
        }

        @Test
        void lets_a_dry_run_begin_anew_and_count_each_record_once() {
            night.rejectThresholdPercent = 50;
            night.given(credits(2_000) + (credit("bad", "x")).repeat(500));
            var opened = new int[1];
            night.store.beforeOpen(location -> {
                if (++opened[0] == 2) {
                    night.clock.advance(night.invocation);
                }
            });

            var first = night.push(dryRun("look"));
            var run = night.push(dryRun("look"));

            assertThat(first.status()).isEqualTo(RunStatus.INCOMPLETE);
            assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(run.rejected()).isEqualTo(500);
            assertThat(run.toSend()).contains(2_000L);
            assertThat(run.isDryRun()).isTrue();
            addsUp(run);
            assertThat(night.im.arrivals()).isEmpty();
        }
    }

    @Nested
    class A_process_that_dies {

        @Test
        void at_any_write_of_any_kind_loses_nothing_and_doubles_nothing() {
            diesAtAnyWrite(count -> Workers.caller());
        }

        @Test
        void at_any_write_beside_the_sending_loses_nothing_and_doubles_nothing() {
            diesAtAnyWrite(Workers::threads);
        }

        private static void diesAtAnyWrite(IntFunction<Workers> workers) {
            for (int dieAt = 1; dieAt < 40; dieAt++) {
                var night = new PushScenario();
                night.workers = workers;
                night.batchSize = 10;
                night.rejectThresholdPercent = 50;
                night.given(credits(250) + credit("bad", "x") + credit("R-1", "1.50"));
                var left = new int[] {dieAt};
                night.store.beforeWrite(location -> {
                    if (--left[0] == 0) {
                        throw new Died();
                    }
                });
                try {
                    night.push(run("night"));
                } catch (Died e) {
                    night.coldStart();
                }
                night.store.beforeWrite(location -> {});
                night.clock.advance(Duration.ofMinutes(2));

                var run = night.pushToTheEnd(run("night"));

                assertThat(run.status()).as("died at write %d", dieAt).isEqualTo(RunStatus.COMPLETED);
                assertThat(run.created() + run.alreadyPresent()).isEqualTo(251);
                assertThat(run.rejected()).isEqualTo(1);
                addsUp(run);
                assertThat(night.im.sourceRefs()).hasSize(250);
                assertThat(night.receipts(run)).hasSize(250);
                assertThat(night.rejects(run)).hasSize(2);
            }
        }

        /** Not a RuntimeException, which the push would record: a dead process records nothing. */
        private static final class Died extends Error {
            private static final long serialVersionUID = 1L;
        }

        @Test
        void holds_its_run_until_the_lease_ends() {
            night.given(credits(500));
            night.store.beforeWrite(location -> {
                if (location.path().contains("receipts")) {
                    throw new Died();
                }
            });
            assertThatThrownBy(() -> night.push(run("night"))).isInstanceOf(Died.class);
            night.store.beforeWrite(location -> {});
            var sent = night.im.arrivals().size();

            var held = night.push(run("night"));

            assertThat(held.status()).isEqualTo(RunStatus.RUNNING);
            assertThat(held.resumeAfter().orElseThrow()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(60));
            assertThat(night.im.arrivals()).hasSize(sent);
            night.clock.advance(Duration.ofSeconds(61));
            assertThat(night.push(run("night")).status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(night.stored("night").attempts())
                    .first()
                    .extracting("end")
                    .isEqualTo("DIED");
        }

        @Test
        void or_only_sleeps_too_long_finds_itself_overtaken_and_harms_nothing() {
            night.given(credits(2_500));
            var overtaken = new boolean[1];
            night.store.beforeWrite(location -> {
                if (location.path().contains("receipts") && !overtaken[0]) {
                    overtaken[0] = true;
                    night.clock.advance(Duration.ofMinutes(5));
                    night.store.beforeWrite(other -> {});
                    assertThat(night.push(run("night")).status()).isEqualTo(RunStatus.COMPLETED);
                }
            });

            var answer = night.push(run("night"));

            assertThat(answer.status()).isEqualTo(RunStatus.COMPLETED);
            var run = night.stored("night");
            assertThat(run.created() + run.alreadyPresent()).isEqualTo(2_500);
            addsUp(run);
            assertThat(night.receipts(run)).hasSize(2_500);
            assertThat(night.im.sourceRefs()).hasSize(2_500);
        }
    }

    @Nested
    class The_store {

        @Test
        void that_loses_an_answer_to_a_conditional_write_confuses_nobody() {
            for (int lost = 1; lost < 8; lost++) {
                var night = new PushScenario();
                night.batchSize = 10;
                night.given(credits(250));
                night.store.loseAnswerOfConditionalWrite(lost);

                var run = night.push(run("night"));

                assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
                assertThat(run.created()).isEqualTo(250);
                assertThat(run.attempts()).hasSize(1);
            }
        }

        @Test
        void that_cannot_be_reached_is_thrown_so_that_the_workflow_tries_again() {
            night.given(credits(1));
            night.store.unreachable(true);

            assertThatThrownBy(() -> night.push(run("night"))).isInstanceOf(StoreException.class);
        }
    }

    @Nested
    class Another_input {

        private static final String LATE = "file:///exports/late.csv";

        @Test
        void under_the_same_run_id_is_an_error_and_the_record_stays() {
            night.given(credits(3));
            night.push(run("night"));
            night.given(credits(4));

            var run = night.push(run("night"));

            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
            assertThat(code(run)).isEqualTo("RUN_INPUT_DIFFERS");
            assertThat(night.stored("night").status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(night.im.sourceRefs()).hasSize(3);
        }

        @Test
        void from_another_place_is_an_error_too() {
            night.given(credits(3));
            night.push(run("night"));
            night.store.put("file:///exports/other.csv", credits(3));
            night.creditsLocation = "file:///exports/other.csv";

            assertThat(code(night.push(run("night")))).isEqualTo("RUN_INPUT_DIFFERS");
        }

        @Test
        void is_taken_by_a_retry_when_nothing_had_been_sent() {
            night.given(credits(3) + "cut");
            assertThat(night.push(run("night")).status()).isEqualTo(RunStatus.FAILED);
            night.given(credits(4));

            var run = night.push(retry("night"));

            assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(run.created()).isEqualTo(4);
        }

        @Test
        void in_the_middle_of_a_run_ends_it_FAILED_and_nothing_of_it_is_sent() {
            night.given(credits(500));
            night.im.downWhen(now -> true);
            assertThat(night.push(run("night")).status()).isEqualTo(RunStatus.INCOMPLETE);
            night.im.heal();
            night.given(credits(600));

            var run = night.push(run("night"));

            assertThat(code(run)).isEqualTo("RUN_INPUT_DIFFERS");
            assertThat(night.stored("night").status()).isEqualTo(RunStatus.FAILED);
            assertThat(night.im.sourceRefs()).isEmpty();
        }

        @Test
        void while_batches_are_under_way_still_counts_what_was_sent() {
            night.creditsLocation = "file:///exports/{date}/";
            night.store.put("file:///exports/2026-03-01/a.csv", credits(250));
            night.store.put("file:///exports/2026-03-01/b.csv", PushScenario.HEADER + credit("B-1", "1"));
            var opened = new int[1];
            night.store.beforeOpen(location -> {
                if (location.name().equals("b.csv") && ++opened[0] == 2) {
                    night.store.put("file:///exports/2026-03-01/b.csv", PushScenario.HEADER + credit("B-2", "2"));
                }
            });

            var run = night.push(run("night"));

            assertThat(code(run)).isEqualTo("INPUT_CHANGED");
            assertThat(run.created()).isEqualTo(200);
            addsUp(run);
            assertThat(night.im.sourceRefs()).hasSize(200);
            assertThat(night.receipts(run)).hasSize(200);
        }

        @Test
        void of_a_later_day_is_not_taken_for_that_of_the_night_that_is_retried() {
            night.creditsLocation = "file:///exports/{date}/";
            night.pushToTheEnd(run("night"));
            assertThat(night.stored("night").status()).isEqualTo(RunStatus.FAILED);
            night.clock.advance(Duration.ofDays(3));
            night.store.put("file:///exports/2026-03-01/a.csv", PushScenario.HEADER + credit("OF-THE-NIGHT", "1"));
            night.store.put("file:///exports/2026-03-04/a.csv", PushScenario.HEADER + credit("LATER", "1"));

            var run = night.push(retry("night"));

            assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(night.im.sourceRefs()).containsExactly("OF-THE-NIGHT");
        }

        @Test
        void that_the_first_event_named_need_not_be_named_again_to_go_on() {
            night.store.put(LATE, credits(300));
            night.im.downWhen(now -> true);
            assertThat(night.push(from(LATE, run("late"))).status()).isEqualTo(RunStatus.INCOMPLETE);
            night.im.heal();
            night.clock.advance(Duration.ofDays(1));

            var run = night.push(run("late"));

            assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(run.created()).isEqualTo(300);
            assertThat(night.push(run("late")).status()).isEqualTo(RunStatus.COMPLETED);
        }

        @Test
        void that_the_first_event_named_need_not_be_named_again_by_a_retry() {
            night.store.put(LATE, credits(300));
            night.im.poison("R-5");
            assertThat(code(night.pushToTheEnd(from(LATE, run("late"))))).isEqualTo("NO_OUTCOME");
            night.im.heal();

            var run = night.push(retry("late"));

            assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(run.created()).isEqualTo(300);
        }

        @Test
        void that_the_first_event_named_is_taken_again_as_it_is_now_when_nothing_had_been_sent() {
            night.given(credits(1));
            night.store.put(LATE, credits(300) + "cut");
            assertThat(night.push(from(LATE, run("late"))).status()).isEqualTo(RunStatus.FAILED);
            night.store.put(LATE, credits(200));

            var run = night.push(retry("late"));

            assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(run.created()).isEqualTo(200);
        }

        @Test
        void than_the_first_event_named_is_an_error_when_it_is_named_or_meant_by_the_time() {
            night.given(credits(3));
            night.store.put(LATE, credits(300));
            night.im.poison("R-5");
            night.pushToTheEnd(from(LATE, run("late")));

            var scheduled = new PushRequest(
                    Optional.of("late"),
                    Optional.of(night.clock.instant()),
                    Optional.empty(),
                    true,
                    false,
                    Optional.empty());

            assertThat(code(night.push(from(PushScenario.FILE, retry("late"))))).isEqualTo("RUN_INPUT_DIFFERS");
            assertThat(code(night.push(scheduled))).isEqualTo("RUN_INPUT_DIFFERS");
            night.creditsLocation = "file:///elsewhere/credits.csv";
            assertThat(code(night.push(retry("late")))).isEqualTo("RUN_INPUT_DIFFERS");
        }

        @Test
        void is_refused_by_a_retry_when_something_had_been_sent() {
            night.given(credits(1_000));
            night.im.poison("R-5");
            night.pushToTheEnd(run("night"));
            night.given(credits(2_000));

            assertThat(code(night.push(retry("night")))).isEqualTo("RUN_INPUT_DIFFERS");
        }

        @Test
        void that_came_late_into_the_folder_is_named_and_not_pushed() {
            night.creditsLocation = "file:///exports/{date}/";
            night.store.put("file:///exports/2026-03-01/a.csv", credits(150));
            night.im.latency(Duration.ofSeconds(1));
            night.store.beforeWrite(location -> {
                if (location.path().contains("receipts")) {
                    night.store.beforeWrite(other -> {});
                    night.store.put("file:///exports/2026-03-01/b.csv", credits(3));
                }
            });

            var run = night.push(run("night"));

            assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(run.created()).isEqualTo(150);
            assertThat(run.lateInput()).containsExactly("file:///exports/2026-03-01/b.csv");
        }
    }
}
