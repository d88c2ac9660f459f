package dev.imconnector.push;

import static dev.imconnector.push.PushScenario.HEADER;
import static dev.imconnector.push.PushScenario.credit;
import static dev.imconnector.push.PushScenario.credits;
import static dev.imconnector.push.PushScenario.retry;
import static dev.imconnector.push.PushScenario.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.problem.Problem;
import dev.imconnector.run.RunStatus;
import dev.imconnector.run.StopRequest;
import dev.imconnector.store.Location;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A run that somebody stops, of a wrong file for example. */
class StoppedPushTest {

    private static final Location FOLDER = Location.parse("file:///runs/night/");

    private final PushScenario night = new PushScenario();

    private void stop() {
        new StopRequest(night.store, FOLDER, night.clock).make("the one on call");
    }

    /** Somebody asks for the stop while the run writes that checkpoint. */
    private void stopAtTheCheckpoint(int number) {
        var checkpoints = new int[1];
        night.store.beforeWrite(location -> {
            if (location.name().equals("run.json") && ++checkpoints[0] == number) {
                stop();
            }
        });
    }

    @Test
    void sends_no_batch_more_and_ends_failed_with_all_that_is_in_IM_counted_and_receipted() {
        night.given(credits(6_000));
        night.im.latency(Duration.ofSeconds(1));
        stopAtTheCheckpoint(3);

        var run = night.push(run("night"));

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.error().map(Problem::code)).contains("STOPPED");
        assertThat(run.error().map(Problem::message)).contains("The run was stopped by the one on call");
        assertThat(run.created()).isBetween(100L, 2_000L);
        assertThat(night.im.sourceRefs()).hasSize((int) run.created());
        assertThat(night.receipts(run)).hasSize((int) run.created());
    }

    @Test
    void goes_on_by_a_retry_and_ends_with_each_credit_once() {
        night.given(credits(6_000));
        night.im.latency(Duration.ofSeconds(1));
        stopAtTheCheckpoint(3);
        night.push(run("night"));

        assertThat(night.push(run("night")).status()).isEqualTo(RunStatus.FAILED);
        var run = night.pushToTheEnd(retry("night"));

        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(run.created()).isEqualTo(6_000);
        assertThat(night.im.sourceRefs()).hasSize(6_000);
        assertThat(night.store.locations())
                .noneMatch(location -> location.name().equals("stop.json"));
    }

    @Test
    void one_that_was_stopped_between_two_invocations_lists_its_rejects() {
        night.rejectThresholdPercent = 50;
        night.given(HEADER + credit("bad", "x") + credits(6_000).replace(HEADER, ""));
        night.im.latency(Duration.ofSeconds(1));
        night.invocation = Duration.ofSeconds(20);
        assertThat(night.push(run("night")).status()).isEqualTo(RunStatus.INCOMPLETE);
        stop();

        var run = night.push(run("night"));

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(night.rejects(run)).hasSize(2);
        assertThat(night.receipts(run)).hasSize((int) run.created());
    }

    @Test
    void a_run_that_has_sent_nothing_yet_sends_nothing() {
        night.given(credits(10));
        stop();

        var run = night.push(run("night"));

        assertThat(run.error().map(Problem::code)).contains("STOPPED");
        assertThat(night.im.arrivals()).isEmpty();
    }

    @Test
    void a_run_that_waits_for_its_input_is_stopped_when_it_is_called_again() {
        assertThat(night.push(run("night")).status()).isEqualTo(RunStatus.INCOMPLETE);
        night.store.put(FOLDER.resolve("stop.json").toString(), "no JSON at all");

        var run = night.push(run("night"));

        assertThat(run.error().map(Problem::message)).contains("The run was stopped by somebody");
    }

    @Test
    void another_run_goes_on() {
        night.given(credits(10));
        stop();

        assertThat(night.push(run("another")).status()).isEqualTo(RunStatus.COMPLETED);
    }
}
