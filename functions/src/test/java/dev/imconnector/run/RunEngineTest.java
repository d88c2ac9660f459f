package dev.imconnector.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.problem.Transient;
import dev.imconnector.store.StoreException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What holds for every run, whatever its kind: shown with a job that does nothing but what it is told. */
class RunEngineTest {

    private final EngineScenario night = new EngineScenario();

    private static String code(RunRecord run) {
        return run.error().map(Problem::code).orElse(null);
    }

    private static final class AwayException extends ProblemException {
        private static final long serialVersionUID = 1L;
        private final transient Transient reason;

        AwayException(Transient.Reason reason) {
            super(new Problem("AWAY", "It is away", "Wait"));
            this.reason = new Transient(reason);
        }

        @Override
        public Optional<Transient> passing() {
            return Optional.of(reason);
        }
    }

    @Nested
    class An_invocation {

        @Test
        void that_is_through_composes_and_completes_the_run_and_tidies_up() {
            var run = night.run();

            assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(night.stored().status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(night.events).containsExactly("begin", "goOn", "compose", "report COMPLETED");
            assertThat(night.store.find(EngineScenario.LEFTOVER)).isEmpty();
        }

        @Test
        void that_is_interrupted_leaves_the_run_and_its_thread_interrupted() {
            night.goOn = () -> {
                throw new InterruptedException();
            };

            var run = night.run();

            assertThat(Thread.interrupted()).isTrue();
            assertThat(run.status()).isEqualTo(RunStatus.INCOMPLETE);
            assertThat(night.stored().resumeAfter()).contains(Duration.ZERO);
            assertThat(night.events).containsExactly("begin", "goOn", "leave");
        }

        @Test
        void that_waits_for_something_outside_leaves_the_run_for_longer_each_time() {
            night.goOn = () -> {
                throw new AwayException(Transient.Reason.RATE_LIMIT);
            };

            assertThat(night.run().resumeAfter()).contains(Duration.ofSeconds(60));
            assertThat(night.run().resumeAfter()).contains(Duration.ofSeconds(120));
            assertThat(night.stored().waiting().map(Waiting::reason)).contains(Waiting.Reason.RATE_LIMIT);
        }

        @Test
        void that_gives_up_composes_what_there_is_and_fails() {
            night.goOn = () -> {
                throw new AwayException(Transient.Reason.IM_UNAVAILABLE);
            };
            night.run();
            night.clock.advance(Duration.ofHours(9));
            night.events.clear();

            var run = night.run();

            assertThat(code(run)).isEqualTo("GAVE_UP");
            assertThat(night.events).containsExactly("resume", "goOn", "leave", "compose GAVE_UP", "report FAILED");
        }

        @Test
        void of_a_job_without_a_give_up_policy_waits_for_nothing_but_time() {
            night.giveUp = Optional.empty();
            night.goOn = () -> {
                throw new TimeUpException();
            };
            assertThat(night.run().status()).isEqualTo(RunStatus.INCOMPLETE);
            night.goOn = () -> {
                throw new AwayException(Transient.Reason.INPUT);
            };

            assertThat(code(night.run())).isEqualTo("AWAY");
        }

        @Test
        void without_time_to_compose_leaves_that_to_the_next_one() {
            night.compose = () -> {
                throw new TimeUpException();
            };
            assertThat(night.run().status()).isEqualTo(RunStatus.INCOMPLETE);
            night.goOn = () -> {
                throw new RunException(new Problem("BROKEN", "It is broken", "Mend it"));
            };
            assertThat(night.run().status()).isEqualTo(RunStatus.INCOMPLETE);
            night.compose = () -> {};

            assertThat(code(night.run())).isEqualTo("BROKEN");
        }

        @Test
        void that_cannot_even_compose_its_failure_fails_with_what_kept_it_from_that() {
            night.goOn = () -> {
                throw new RunException(new Problem("BROKEN", "It is broken", "Mend it"));
            };
            night.compose = () -> {
                throw new RunException(new Problem("GONE", "It is gone", "Bring it back"));
            };

            assertThat(code(night.run())).isEqualTo("GONE");
            assertThat(code(night.stored())).isEqualTo("GONE");
        }

        @Test
        void that_meets_a_defect_while_it_composes_a_failure_still_records_an_end() {
            night.goOn = () -> {
                throw new RunException(new Problem("BROKEN", "It is broken", "Mend it"));
            };
            night.compose = () -> {
                throw new IllegalStateException("A defect");
            };

            assertThat(code(night.run())).isEqualTo("INTERNAL_ERROR");
            assertThat(code(night.stored())).isEqualTo("INTERNAL_ERROR");
        }

        @Test
        void that_meets_a_defect_keeps_the_last_checkpoint_of_work_that_may_be_half_done() {
            night.isAlwaysWhole = false;
            night.goOn = () -> {
                night.state = 1;
                night.checkpoint();
                night.state = 2;
                throw new IllegalStateException("A defect");
            };

            assertThat(code(night.run())).isEqualTo("INTERNAL_ERROR");
            assertThat(night.stored().checkpoint().get("state").asInt()).isEqualTo(1);
        }

        @Test
        void that_cannot_reach_the_store_throws_so_that_its_caller_tries_again() {
            night.goOn = () -> {
                night.store.unreachable(true);
                throw new RunException(new Problem("BROKEN", "It is broken", "Mend it"));
            };

            assertThatThrownBy(night::run).isInstanceOf(StoreException.class);
        }
    }

    @Nested
    class A_known_run {

        @Test
        void that_has_ended_is_answered_as_it_is() {
            night.run();
            night.events.clear();

            assertThat(night.run().status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(night.retry().status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(night.events).containsExactly("mustMean", "mustMean");
        }

        @Test
        void that_failed_goes_on_when_asked_to_and_forgets_that_it_was_stopped() {
            night.goOn = () -> {
                throw new RunException(new Problem("BROKEN", "It is broken", "Mend it"));
            };
            night.run();
            night.stopRequest().make("somebody");
            night.goOn = () -> assertThat(night.isRetried).isTrue();

            assertThat(code(night.run())).isEqualTo("BROKEN");
            assertThat(night.retry().status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(night.store.locations())
                    .noneMatch(location -> location.name().equals(StopRequest.NAME));
        }

        @Test
        void that_the_call_does_not_mean_stays_as_it_is_stop_request_and_all() {
            night.goOn = () -> {
                throw new RunException(new Problem("BROKEN", "It is broken", "Mend it"));
            };
            night.run();
            night.stopRequest().make("somebody");
            night.means = false;

            assertThat(code(night.retry())).isEqualTo("RUN_INPUT_DIFFERS");
            assertThat(code(night.stored())).isEqualTo("BROKEN");
            assertThat(night.store.locations())
                    .anyMatch(location -> location.name().equals(StopRequest.NAME));
        }

        @Test
        void of_another_kind_is_never_touched() {
            night.run();
            night.kind = RunKind.RESULTS_PULL;

            assertThat(code(night.retry())).isEqualTo("RUN_ID_TAKEN");
            assertThat(night.stored().status()).isEqualTo(RunStatus.COMPLETED);
        }

        @Test
        void that_another_invocation_works_on_is_answered_with_the_time_until_it_is_free() {
            night.goOn = () -> {
                night.goOn = () -> {
                    throw new AssertionError("Two work on one run");
                };
                var other = night.run();
                assertThat(other.status()).isEqualTo(RunStatus.RUNNING);
                assertThat(other.resumeAfter()).contains(Duration.ofSeconds(60));
            };

            assertThat(night.run().status()).isEqualTo(RunStatus.COMPLETED);
        }

        @Test
        void that_another_invocation_has_ended_meanwhile_is_answered_as_ended() {
            night.goOn = () -> {
                night.goOn = () -> {};
                night.clock.advance(Duration.ofMinutes(5));
                assertThat(night.run().status()).isEqualTo(RunStatus.COMPLETED);
            };

            var overtaken = night.run();

            assertThat(overtaken.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(overtaken.attempts()).hasSize(2);
        }
    }
}
