package dev.imconnector.reconcile;

import static dev.imconnector.reconcile.ReconcileScenario.HEADER;
import static dev.imconnector.reconcile.ReconcileScenario.credit;
import static dev.imconnector.reconcile.ReconcileScenario.retry;
import static dev.imconnector.reconcile.ReconcileScenario.row;
import static dev.imconnector.reconcile.ReconcileScenario.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.problem.Problem;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunStatus;
import dev.imconnector.run.StopRequest;
import dev.imconnector.run.Waiting;
import dev.imconnector.testkit.SimulatedRows.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a reconciliation promises, with a simulated IM and in virtual time. */
class ReconciliationTest {

    private final ReconcileScenario night = new ReconcileScenario();

    private static String code(RunRecord run) {
        return run.error().map(Problem::code).orElse(null);
    }

    /** That many credits in IM, of which the CRM has one more and one less. */
    private static ReconcileScenario almostEqual(int count) {
        var night = new ReconcileScenario();
        var csv = new StringBuilder(HEADER);
        IntStream.rangeClosed(2, count + 1).forEach(i -> csv.append(credit("R-%03d".formatted(i), "1.50")));
        night.given(csv.toString());
        night.im.rows(IntStream.rangeClosed(1, count)
                .mapToObj(i -> row("R-%03d".formatted(i), "1.50", "CALCULATED"))
                .toList());
        return night;
    }

    private static void hasFoundBoth(ReconcileScenario night, RunRecord run, int count) {
        assertThat(run.error()).isEmpty();
        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(run.read()).isEqualTo(count);
        assertThat(run.rows()).isEqualTo(count);
        assertThat(night.differences(run))
                .containsExactlyInAnyOrder("missing R-%03d".formatted(count + 1), "extra R-001");
        assertThat(night.stored("night").status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Nested
    class What_it_tells {

        @Test
        void is_each_kind_of_difference_and_nothing_else() {
            night.given(HEADER
                    + credit("SAME", "1.50")
                    + credit("MISSING", "1.50")
                    + credit("CHANGED", "1.50")
                    + credit("ERROR", "1.50")
                    + credit("REVERSED", "1.50")
                    + credit("TWICE", "1.50")
                    + credit("BAD", "x"));
            night.im.rows(List.of(
                    row("SAME", "1.500", "CALCULATED"),
                    row("CHANGED", "1.51", "CALCULATED"),
                    row("ERROR", "1.50", "ERROR"),
                    row("REVERSED", "1.50", "REVERSED"),
                    row("TWICE", "1.50", "CALCULATED"),
                    row("TWICE", "1.5", "CALCULATED"),
                    row("EXTRA", "1.50", "CALCULATED"),
                    row("BAD", "1.50", "CALCULATED")));

            var run = night.reconcile(run("night"));

            assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(night.differences(run))
                    .containsExactlyInAnyOrder(
                            "missing MISSING",
                            "changedAmount CHANGED",
                            "error ERROR",
                            "reversed REVERSED",
                            "twice TWICE",
                            "extra EXTRA",
                            "extra BAD");
            assertThat(run.differences().values()).containsExactlyInAnyOrder(1L, 2L, 1L, 1L, 1L, 1L);
            assertThat(run.read()).isEqualTo(6);
            assertThat(run.rows()).isEqualTo(8);
        }

        @Test
        void is_asked_of_IM_by_the_periods_of_the_files() {
            night.given(HEADER + credit("A", "1.50") + credit("B", "1.50").replace("2026-03\n", "2026-02\n"));

            night.reconcile(run("night"));

            assertThat(night.im.asked().get(0)).contains("$filter=periodId eq '2026-02' or periodId eq '2026-03'");
        }

        @Test
        void is_an_error_when_no_record_says_a_period() {
            night.given(HEADER + credit("BAD", "x"));

            assertThat(code(night.reconcile(run("night")))).isEqualTo("FILTER_NEEDED");
            assertThat(night.im.arrivals()).isEmpty();
        }
    }

    @Nested
    class Many_invocations {

        @Test
        void wait_as_the_pull_waits_while_IM_is_away() {
            var night = almostEqual(95);
            for (int i = 5; i < 13; i++) {
                night.im.nth(i, Fault.status(503));
            }

            var first = night.reconcile(run("night"));

            assertThat(first.status()).isEqualTo(RunStatus.INCOMPLETE);
            assertThat(first.waiting().map(Waiting::reason)).contains(Waiting.Reason.IM_UNAVAILABLE);
            assertThat(first.resumeAfter()).contains(Duration.ofSeconds(60));
            hasFoundBoth(night, night.reconcileToTheEnd(run("night")), 95);
        }

        @Test
        void begin_the_comparison_anew_when_its_time_is_up() {
            var night = almostEqual(95);
            night.store.beforeOpen(location -> {
                if (location.name().startsWith("part-")) {
                    night.store.beforeOpen(other -> {});
                    night.clock.advance(night.invocation);
                }
            });

            var first = night.reconcile(run("night"));

            assertThat(first.status()).isEqualTo(RunStatus.INCOMPLETE);
            assertThat(first.resumeAfter()).contains(Duration.ZERO);
            var asked = night.im.asked().size();
            hasFoundBoth(night, night.reconcileToTheEnd(run("night")), 95);
            assertThat(night.im.asked()).hasSize(asked);
        }

        @Test
        void go_on_after_one_that_was_interrupted_which_its_thread_still_is() {
            var night = almostEqual(95);
            night.im.nth(5, good -> {
                Thread.currentThread().interrupt();
                return Fault.status(503).instead(good);
            });

            var first = night.reconcile(run("night"));

            assertThat(Thread.interrupted()).isTrue();
            assertThat(first.status()).isEqualTo(RunStatus.INCOMPLETE);
            assertThat(night.stored("night").status()).isEqualTo(RunStatus.INCOMPLETE);
            hasFoundBoth(night, night.reconcileToTheEnd(run("night")), 95);
        }

        @Test
        void count_what_all_of_them_have_cost() {
            var night = almostEqual(295);
            night.shortInvocations();

            var run = night.reconcileToTheEnd(run("night"));

            hasFoundBoth(night, run, 295);
            assertThat(run.attempts()).hasSizeGreaterThan(2);
            assertThat(run.requestCounts().requests())
                    .isEqualTo(night.im.arrivals().size());
        }

        @Test
        void of_which_any_is_killed_at_any_write_come_to_the_same_end() {
            for (int dieAt = 1; dieAt < 25; dieAt++) {
                var night = almostEqual(45);
                var left = new int[] {dieAt};
                night.store.beforeWrite(location -> {
                    if (--left[0] == 0) {
                        throw new Killed();
                    }
                });
                try {
                    night.reconcile(run("night"));
                } catch (Killed e) {
                    night.coldStart();
                }
                night.store.beforeWrite(location -> {});
                night.clock.advance(Duration.ofMinutes(2));

                hasFoundBoth(night, night.reconcileToTheEnd(run("night")), 45);
            }
        }
    }

    @Nested
    class A_run_that_ends_FAILED {

        @Test
        void for_want_of_the_export_does_so_at_once_and_a_retry_takes_the_late_one() {
            assertThat(code(night.reconcile(run("night")))).isEqualTo("INPUT_NOT_FOUND");
            night.given(HEADER + credit("A", "1.50"));
            night.im.rows(List.of(row("A", "1.50", "CALCULATED")));

            assertThat(night.reconcile(run("night")).status()).isEqualTo(RunStatus.FAILED);
            var run = night.reconcile(retry("night"));

            assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(night.differences(run)).isEmpty();
        }

        @Test
        void because_of_its_file_takes_the_corrected_one_by_a_retry() {
            night.given(HEADER.replace("amount", "sum") + credit("A", "1.50"));
            night.im.rows(List.of(row("A", "1.50", "CALCULATED")));
            assertThat(code(night.reconcile(run("night")))).isEqualTo("HEADER_INVALID");
            night.given(HEADER + credit("A", "1.50"));

            var run = night.reconcileToTheEnd(retry("night"));

            assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(night.differences(run)).isEmpty();
        }

        @Test
        void because_somebody_stopped_it_goes_on_by_a_retry() {
            var night = almostEqual(95);
            var folder = ReconcileScenario.RUNS.resolve("night/");
            night.im.nth(5, good -> {
                new StopRequest(night.store, folder, night.clock).make("the one on call");
                night.clock.advance(Duration.ofSeconds(2));
                return good;
            });

            assertThat(code(night.reconcile(run("night")))).isEqualTo("STOPPED");
            assertThat(night.reconcile(run("night")).status()).isEqualTo(RunStatus.FAILED);
            hasFoundBoth(night, night.reconcileToTheEnd(retry("night")), 95);
            assertThat(night.store.find(folder.resolve(StopRequest.NAME))).isEmpty();
        }

        @Test
        void by_an_error_that_nobody_expected_says_so_in_its_record_and_goes_on_by_a_retry() {
            var night = almostEqual(95);
            night.store.beforeOpen(location -> {
                if (location.name().startsWith("part-")) {
                    night.store.beforeOpen(other -> {});
                    throw new IllegalStateException("A defect");
                }
            });

            assertThat(code(night.reconcile(run("night")))).isEqualTo("INTERNAL_ERROR");
            assertThat(code(night.stored("night"))).isEqualTo("INTERNAL_ERROR");
            hasFoundBoth(night, night.reconcileToTheEnd(retry("night")), 95);
        }
    }

    @Nested
    class A_run_that_another_invocation_holds {

        @Test
        void is_left_alone_until_its_lease_ends() {
            var night = almostEqual(45);
            night.store.beforeWrite(location -> {
                if (location.name().startsWith("part-")) {
                    throw new Killed();
                }
            });
            try {
                night.reconcile(run("night"));
            } catch (Killed e) {
                night.store.beforeWrite(location -> {});
            }
            var asked = night.im.arrivals().size();

            var held = night.reconcile(run("night"));

            assertThat(held.status()).isEqualTo(RunStatus.RUNNING);
            assertThat(held.resumeAfter().orElseThrow()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(60));
            assertThat(night.im.arrivals()).hasSize(asked);
        }

        @Test
        void and_ends_answers_its_end_to_whoever_was_overtaken() {
            var night = almostEqual(45);
            var answers = new ArrayList<RunRecord>();
            night.store.beforeWrite(location -> {
                if (location.name().equals(ReconcileRun.DIFFERENCES)) {
                    night.store.beforeWrite(other -> {});
                    night.clock.advance(Duration.ofMinutes(5));
                    answers.add(night.reconcile(run("night")));
                }
            });

            var overtaken = night.reconcile(run("night"));

            hasFoundBoth(night, answers.get(0), 45);
            assertThat(overtaken.status()).isEqualTo(RunStatus.COMPLETED);
        }
    }

    /** What no code catches: the process is gone. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }
}
