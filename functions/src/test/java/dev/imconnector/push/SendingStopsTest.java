package dev.imconnector.push;

import static dev.imconnector.push.PushScenario.credits;
import static dev.imconnector.push.PushScenario.retry;
import static dev.imconnector.push.PushScenario.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imconnector.http.HttpAnswer;
import dev.imconnector.http.HttpCall;
import dev.imconnector.problem.Problem;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunStatus;
import dev.imconnector.run.TimeUpException;
import dev.imconnector.run.Workers;
import dev.imconnector.store.StoreException;
import dev.imconnector.testkit.BusyIm;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What becomes of the batches under way when something stops a run: no credit may ever be under way twice. */
class SendingStopsTest {

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);

    private final PushScenario night = new PushScenario();

    private static String code(RunRecord run) {
        return run.error().map(Problem::code).orElse(null);
    }

    /** Four requests at a time on real threads, of one credit each; each is answered only when it is let go. */
    @Nested
    class Of_four_batches_at_a_time {

        private final CountDownLatch fourUnderWay = new CountDownLatch(4);
        private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();
        private final Map<String, Integer> statuses = new ConcurrentHashMap<>();
        private final Set<String> cutOff = ConcurrentHashMap.newKeySet();
        private final Set<String> sent = ConcurrentHashMap.newKeySet();
        private ObservedWorkers workers;
        private IntConsumer whenAwaited = task -> {};
        private Consumer<String> whenSent = ref -> {};

        Of_four_batches_at_a_time() {
            night.batchSize = 1;
            night.given(credits(20));
            night.workers = count -> count == 1
                    ? Workers.threads(1)
                    : (workers = new ObservedWorkers(count, task -> whenAwaited.accept(task)));
            night.network = this::send;
        }

        private HttpAnswer send(HttpCall call) throws IOException, InterruptedException {
            if (call.uri().getPath().endsWith("/oauth/token")) {
                return night.im.send(call);
            }
            var ref = BusyIm.sourceRefs(call).get(0);
            sent.add(ref);
            whenSent.accept(ref);
            fourUnderWay.countDown();
            try {
                fourUnderWay.await();
                held.getOrDefault(ref, new CountDownLatch(0)).await();
            } catch (InterruptedException e) {
                cutOff.add(ref);
                throw e;
            }
            if (statuses.containsKey(ref)) {
                var json = Map.of("Content-Type", List.of("application/json"));
                return new HttpAnswer(statuses.remove(ref), json, new byte[0], night.clock.instant());
            }
            return night.im.send(call);
        }

        private void hold(String... refs) {
            for (var ref : refs) {
                held.put(ref, new CountDownLatch(1));
            }
        }

        private void letGo() {
            held.values().forEach(CountDownLatch::countDown);
        }

        @Test
        void one_that_ends_the_run_waits_for_the_answers_of_the_others() {
            hold("R-2", "R-3", "R-4");
            statuses.put("R-1", 403);
            whenAwaited = task -> {
                if (task == 2) {
                    letGo();
                }
            };

            var run = night.push(run("night"));

            assertThat(code(run)).isEqualTo("IM_FORBIDDEN");
            assertThat(cutOff).isEmpty();
            assertThat(workers.unfinishedAtTheEnd()).isZero();
            assertThat(sent).containsExactlyInAnyOrder("R-1", "R-2", "R-3", "R-4");
            assertThat(run.read()).as("there is a gap before them").isZero();
        }

        @Test
        void what_was_left_uncounted_is_found_already_present_by_a_retry() {
            one_that_ends_the_run_waits_for_the_answers_of_the_others();

            var run = night.push(retry("night"));

            assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(run.created()).isEqualTo(17);
            assertThat(run.alreadyPresent()).isEqualTo(3);
            assertThat(night.im.sourceRefs()).hasSize(20);
        }

        @Test
        void those_before_the_one_that_ends_the_run_are_counted_and_none_after_it_is_begun() {
            hold("R-1", "R-2", "R-4");
            statuses.put("R-3", 403);
            whenAwaited = task -> {
                if (task == 1) {
                    workers.awaitEnd(3);
                    letGo();
                }
            };

            var run = night.push(run("night"));

            assertThat(code(run)).isEqualTo("IM_FORBIDDEN");
            assertThat(run.created()).isEqualTo(2);
            assertThat(sent).containsExactlyInAnyOrder("R-1", "R-2", "R-3", "R-4");
            assertThat(night.receipts(run)).hasSize(2);
        }

        @Test
        void a_store_that_fails_waits_for_the_answers_of_those_that_were_sent() {
            hold("R-11");
            var underWay = new CountDownLatch(1);
            night.store.beforeWrite(location -> {
                if (location.path().contains("receipts")) {
                    await(underWay);
                    throw new StoreException(new Problem("STORE_UNREACHABLE", "The memory is away", ""), null);
                }
            });
            whenSent = ref -> {
                if (ref.equals("R-11")) {
                    underWay.countDown();
                }
            };
            whenAwaited = task -> {
                if (task == 11) {
                    letGo();
                }
            };

            assertThatThrownBy(() -> night.push(run("night"))).isInstanceOf(StoreException.class);

            assertThat(cutOff).isEmpty();
            assertThat(workers.unfinishedAtTheEnd()).isZero();
        }

        private void await(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** IM is at work on a request for longer than its client waits for it. */
    @Nested
    class A_request_that_is_given_up {

        private final BusyIm im = new BusyIm(night.im, night.clock, Duration.ofSeconds(12));

        A_request_that_is_given_up() {
            night.given(credits(600));
            night.network = im;
            night.invocation = Duration.ofSeconds(40);
        }

        @Test
        void at_the_end_of_the_invocation_is_not_sent_again_while_IM_may_be_at_work_on_it() {
            var first = night.push(run("night"));

            assertThat(first.status()).isEqualTo(RunStatus.INCOMPLETE);
            assertThat(first.resumeAfter()).contains(REQUEST_TIMEOUT);
            assertThat(first.waiting()).isEmpty();

            var run = night.pushToTheEnd(run("night"));

            assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(run.created() + run.alreadyPresent()).isEqualTo(600);
            assertThat(im.underWayTwice()).isEmpty();
        }

        @Test
        void is_not_sent_again_too_early_by_whoever_calls_too_early() {
            night.push(run("night"));
            night.invocation = Duration.ofMinutes(15);

            var run = night.push(run("night"));

            assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(im.underWayTwice()).isEmpty();
        }

        @Test
        void is_not_sent_again_too_early_by_an_invocation_that_has_not_the_time_to_wait() {
            night.push(run("night"));

            var called = night.push(run("night"));

            assertThat(called.status()).isEqualTo(RunStatus.INCOMPLETE);
            assertThat(called.resumeAfter()).contains(REQUEST_TIMEOUT);
            assertThat(im.underWayTwice()).isEmpty();
        }

        @Test
        void by_an_interrupt_is_not_sent_again_too_early_either() {
            night.invocation = Duration.ofMinutes(15);
            night.network = call -> {
                var answer = im.send(call);
                if (night.im.batchSizes().size() == 3) {
                    throw new InterruptedException();
                }
                return answer;
            };

            var run = night.push(run("night"));

            assertThat(Thread.interrupted()).isTrue();
            assertThat(run.status()).isEqualTo(RunStatus.INCOMPLETE);
            assertThat(run.created()).isEqualTo(200);
            assertThat(run.resumeAfter()).contains(REQUEST_TIMEOUT);
        }

        @Test
        void delays_no_run_whose_requests_are_answered_in_time() {
            im.pace(Duration.ofSeconds(4));

            var run = night.push(run("night"));

            assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        }
    }

    @Nested
    class A_wait {

        @Test
        void for_the_rate_limit_ends_when_something_else_stops_the_run() {
            var gate = new SendingGate();
            var slept = new ArrayList<Duration>();
            var sleeper = gate.watching(duration -> {
                slept.add(duration);
                if (slept.size() == 3) {
                    gate.stop(new IllegalStateException("stopped"));
                }
            });

            assertThatThrownBy(() -> sleeper.sleep(Duration.ofMinutes(10)))
                    .isInstanceOf(SendingGate.ClosedException.class);

            assertThat(slept).hasSize(3).allMatch(each -> each.compareTo(Duration.ofSeconds(1)) <= 0);
        }

        @Test
        void of_a_batch_under_way_goes_on_when_only_the_time_to_begin_others_is_up() throws InterruptedException {
            var gate = new SendingGate();
            gate.stop(new TimeUpException());
            var slept = new ArrayList<Duration>();

            gate.watching(slept::add).sleep(Duration.ofMillis(2_500));
            gate.pass();

            assertThat(slept.stream().reduce(Duration.ZERO, Duration::plus)).hasMillis(2_500);
            assertThat(gate.isStopped()).isTrue();
        }
    }
}
