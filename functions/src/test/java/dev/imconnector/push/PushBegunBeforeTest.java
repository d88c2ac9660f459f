package dev.imconnector.push;

import static dev.imconnector.push.PushScenario.credit;
import static dev.imconnector.push.PushScenario.credits;
import static dev.imconnector.push.PushScenario.retry;
import static dev.imconnector.push.PushScenario.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imconnector.credit.Outcome;
import dev.imconnector.problem.Problem;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunStatus;
import dev.imconnector.run.RunTotal;
import dev.imconnector.testkit.StoredNight;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Pushes that the version before the run engine began, stopped at different places: this version brings them to their
 * end. Their records, parts and checkpoints are files, written by that version and never again.
 */
class PushBegunBeforeTest {

    private static final String KEPT = "/dev/imconnector/push/before-the-engine/";

    private final PushScenario night = new PushScenario();

    private void resume(String name) {
        var kept = StoredNight.of(KEPT + name);
        kept.restore(night.store, night.clock);
        night.im.holding(kept.im());
        setUp(night);
    }

    private static PushScenario setUp(PushScenario night) {
        night.batchSize = 10;
        night.requestsPerMinute = 20;
        night.rejectThresholdPercent = 20;
        return night;
    }

    private void sentAgain(String... sourceRefs) {
        assertThat(IntStream.rangeClosed(1, 400).mapToObj(i -> "R-" + i).filter(each -> night.im.timesSent(each) > 0))
                .containsExactly(sourceRefs);
    }

    private static void endsWell(RunRecord run) {
        assertThat(run.error()).isEmpty();
        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(run.read()).isEqualTo(run.created() + run.alreadyPresent() + run.rejected() + run.failed());
        assertThat(run.position()).isEqualTo(run.read()).isEqualTo(404);
        assertThat(run.alreadyPresent()).isEqualTo(1);
        assertThat(run.rejected()).isEqualTo(4);
        assertThat(run.created()).isEqualTo(399);
        assertThat(run.totals())
                .contains(
                        new RunTotal("EUR", Outcome.CREATED, 399, new BigDecimal("598.50")),
                        new RunTotal("EUR", Outcome.ALREADY_PRESENT, 1, new BigDecimal("1.50")));
    }

    private void leavesTheOutputsOfTheWholeRun(RunRecord run) {
        assertThat(night.im.sourceRefs()).hasSize(399).contains("R-1", "R-400").doesNotContain("R-7");
        assertThat(night.receipts(run)).hasSize(400);
        assertThat(night.receipts(run).stream().distinct()).hasSize(400);
        assertThat(night.rejects(run).stream().skip(1).map(line -> line.split(",")[2]))
                .containsExactly("twice", "twice", "R-7", "bad");
        assertThat(night.store.text(run.report().orElseThrow())).contains("Participant not found", "bad");
    }

    private void leavesNoParts() {
        assertThat(night.store.locations())
                .noneMatch(location -> location.path().contains("/parts/"));
    }

    @Test
    void out_of_time_in_the_middle_of_sending_goes_on_there() {
        resume("out-of-time");
        night.im.reject("R-7");
        var begun = night.stored("night");
        assertThat(begun.status()).isEqualTo(RunStatus.INCOMPLETE);

        var run = night.pushToTheEnd(run("night"));

        endsWell(run);
        leavesTheOutputsOfTheWholeRun(run);
        leavesNoParts();
        // The records before the first good one are three.
        sentAgain(IntStream.rangeClosed((int) begun.position() - 3 + 1, 400)
                .mapToObj(i -> "R-" + i)
                .toArray(String[]::new));
        assertThat(run.attempts()).first().isEqualTo(begun.attempts().get(0));
        assertThat(run.startedAt()).isEqualTo(begun.startedAt());
        assertThat(run.requestCounts().requests())
                .isGreaterThan(begun.requestCounts().requests() + 20);
    }

    @Test
    void killed_between_two_checkpoints_is_held_by_its_lease_and_then_goes_on_from_the_last_one() {
        resume("killed");
        night.im.reject("R-7");
        var begun = night.stored("night");
        assertThat(begun.status()).isEqualTo(RunStatus.RUNNING);

        assertThat(night.push(run("night")).status()).isEqualTo(RunStatus.RUNNING);
        night.clock.advance(Duration.ofSeconds(60));
        var run = night.pushToTheEnd(run("night"));

        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(run.attempts()).first().extracting("end").isEqualTo("DIED");
        // What was sent after the checkpoint is sent again, and is there already.
        assertThat(run.created() + run.alreadyPresent()).isEqualTo(400);
        assertThat(run.rejected()).isEqualTo(4);
        leavesTheOutputsOfTheWholeRun(run);
        leavesNoParts();
    }

    @Test
    void failed_for_want_of_outcomes_is_retried_with_those_only() {
        resume("failed");
        assertThat(night.push(run("night")).error().map(Problem::code)).contains("NO_OUTCOME");
        assertThat(night.stored("night").failed()).isEqualTo(2);
        sentAgain();

        var run = night.pushToTheEnd(retry("night"));

        endsWell(run);
        leavesTheOutputsOfTheWholeRun(run);
        leavesNoParts();
        sentAgain("R-55", "R-301");
    }

    @Test
    void failed_before_anything_was_sent_begins_anew_with_the_corrected_file() {
        resume("refused");
        assertThat(night.stored("night").error().map(Problem::code)).contains("TOO_MANY_REJECTED");
        night.given(export());
        night.im.reject("R-7");

        var run = night.pushToTheEnd(retry("night"));

        endsWell(run);
        leavesTheOutputsOfTheWholeRun(run);
    }

    @Test
    void completed_is_answered_and_left_as_it_is() {
        resume("completed");
        var before = night.store.text(PushScenario.RUNS.resolve("night/run.json"));

        endsWell(night.push(retry("night")));

        assertThat(night.im.arrivals()).isEmpty();
        assertThat(night.store.text(PushScenario.RUNS.resolve("night/run.json")))
                .isEqualTo(before);
    }

    private static String export() {
        return PushScenario.HEADER
                + credit("twice", "1")
                + credit("twice", "2")
                + credit("R-1", "1.50")
                + credits(400).substring(PushScenario.HEADER.length())
                + credit("bad", "x");
    }

    /** Not a RuntimeException, which the push would record: a dead process records nothing. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** How the files were made. To be run by a version whose nights a later one must go on with. */
    @Test
    @EnabledIfSystemProperty(named = "keepNightsIn", matches = ".+")
    void keep_nights_that_are_stopped() throws IOException {
        var outOfTime = setUp(new PushScenario().given(export()));
        outOfTime.im.reject("R-7");
        outOfTime.invocation = Duration.ofSeconds(40);
        assertThat(outOfTime.push(run("night")).status()).isEqualTo(RunStatus.INCOMPLETE);
        keep("out-of-time", outOfTime);

        var killed = setUp(new PushScenario().given(export()));
        killed.requestsPerMinute = 0;
        killed.im.reject("R-7");
        var writes = new int[1];
        killed.store.beforeWrite(location -> {
            if (location.path().contains("receipts") && ++writes[0] == 3) {
                throw new Killed();
            }
        });
        assertThatThrownBy(() -> killed.push(run("night"))).isInstanceOf(Killed.class);
        keep("killed", killed);

        var failed = setUp(new PushScenario().given(export()));
        failed.im.reject("R-7").poison("R-55", "R-301");
        assertThat(failed.pushToTheEnd(run("night")).failed()).isEqualTo(2);
        keep("failed", failed);

        var refused = setUp(new PushScenario().given(PushScenario.HEADER + credit("bad", "x") + credit("R-1", "1.50")));
        assertThat(refused.push(run("night")).status()).isEqualTo(RunStatus.FAILED);
        keep("refused", refused);

        var completed = setUp(new PushScenario().given(export()));
        completed.im.reject("R-7");
        assertThat(completed.pushToTheEnd(run("night")).status()).isEqualTo(RunStatus.COMPLETED);
        keep("completed", completed);
    }

    private static void keep(String name, PushScenario night) throws IOException {
        StoredNight.keep(
                Path.of(System.getProperty("keepNightsIn"), "push", name), night.store, night.clock, night.im.held());
    }
}
