package dev.imconnector.pull;

import static dev.imconnector.pull.PullScenario.retry;
import static dev.imconnector.pull.PullScenario.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.imconnector.problem.Problem;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunStatus;
import dev.imconnector.store.RowsFormat;
import dev.imconnector.testkit.SimulatedRows.Fault;
import dev.imconnector.testkit.StoredNight;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Pulls that the version before the run engine began, stopped at different places: this version brings them to their
 * end. Their records, parts and checkpoints are files, written by that version and never again.
 */
class PullBegunBeforeTest {

    private static final String KEPT = "/dev/imconnector/pull/before-the-engine/";
    private static final int ROWS = 295;

    private final PullScenario night = new PullScenario();

    private void resume(String name) {
        StoredNight.of(KEPT + name).restore(night.store, night.clock);
        setUp(night);
    }

    private static PullScenario setUp(PullScenario night) {
        night.im.results(ROWS);
        night.requestsPerMinute = 100;
        night.shortInvocations();
        return night;
    }

    private List<String> goesOn(RunRecord begun) {
        var run = night.pullToTheEnd(run("night"));

        assertThat(run.error()).isEmpty();
        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(run.rows()).isEqualTo(ROWS);
        assertThat(run.pages()).isEqualTo(30);
        assertThat(night.im.asked()).hasSize(30 - (int) begun.pages()).doesNotHaveDuplicates();
        var manifest = night.manifest(run);
        assertThat(manifest.get("rows").asLong()).isEqualTo(ROWS);
        assertThat(manifest.get("payoutAmount").decimalValue()).isEqualByComparingTo("324.50");
        assertThat(manifest.get("started").textValue())
                .isEqualTo(begun.startedAt().toString());
        assertThat(manifest.get("parts").get(0).get("name").textValue()).startsWith("part-00001-");
        assertThat(run.attempts().get(0)).isEqualTo(begun.attempts().get(0));
        return night.lines(run);
    }

    @Test
    void out_of_time_goes_on_with_the_next_page() {
        resume("out-of-time");
        var begun = night.stored("night");
        assertThat(begun.status()).isEqualTo(RunStatus.INCOMPLETE);

        assertThat(goesOn(begun)).containsExactlyElementsOf(night.im.rows());
    }

    @Test
    void of_a_csv_goes_on_with_the_columns_that_it_began_with() {
        resume("csv");
        var begun = night.stored("night");

        var lines = goesOn(begun);

        var parts =
                lines.stream().filter(line -> line.startsWith("participantId,")).count();
        assertThat(lines).hasSize(ROWS + (int) parts);
        assertThat(lines.get(0)).isEqualTo("participantId,periodId,status,payoutAmount,currencyCode,_other");
        assertThat(lines).contains("P000000,2026-03,APPROVED,1.10,EUR,", "P000294,2026-03,APPROVED,1.10,EUR,");
    }

    @Test
    void a_row_that_came_before_the_stop_is_known_again_after_it() {
        resume("out-of-time");
        night.im.nth(1, Fault.body(body -> body.replaceFirst("P0001[0-9]{2}", "P000005")));

        var run = night.pullToTheEnd(run("night"));

        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(night.im.asked().size()).as("it has started over").isGreaterThan(30);
        assertThat(night.lines(run)).containsExactlyElementsOf(night.im.rows());
    }

    @Test
    void failed_is_retried_from_where_it_stopped() {
        resume("failed");
        var begun = night.stored("night");
        assertThat(night.pull(run("night")).error().map(Problem::code)).contains("IM_FORBIDDEN");

        var run = night.pull(retry("night"));
        while (run.status() == RunStatus.INCOMPLETE) {
            run = night.pull(run("night"));
        }

        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(night.im.asked()).hasSize(30 - (int) begun.pages());
        assertThat(night.lines(run)).containsExactlyElementsOf(night.im.rows());
    }

    @Test
    void completed_is_answered_and_left_as_it_is() {
        resume("completed");
        var before = night.store.text(PullScenario.RUNS.resolve("night/run.json"));

        assertThat(night.pull(retry("night")).rows()).isEqualTo(ROWS);

        assertThat(night.im.arrivals()).isEmpty();
        assertThat(night.store.text(PullScenario.RUNS.resolve("night/run.json")))
                .isEqualTo(before);
    }

    /** How the files were made. To be run by a version whose nights a later one must go on with. */
    @Test
    @EnabledIfSystemProperty(named = "keepNightsIn", matches = ".+")
    void keep_nights_that_are_stopped() throws IOException {
        var outOfTime = setUp(new PullScenario());
        assertThat(outOfTime.pull(run("night")).status()).isEqualTo(RunStatus.INCOMPLETE);
        assertThat(outOfTime.pull(run("night")).status()).isEqualTo(RunStatus.INCOMPLETE);
        keep("out-of-time", outOfTime);

        var csv = setUp(new PullScenario());
        csv.format = RowsFormat.CSV;
        assertThat(csv.pull(run("night")).status()).isEqualTo(RunStatus.INCOMPLETE);
        keep("csv", csv);

        var failed = setUp(new PullScenario());
        failed.invocation = Duration.ofMinutes(15);
        failed.im.nth(12, Fault.status(403));
        assertThat(failed.pull(run("night")).status()).isEqualTo(RunStatus.FAILED);
        keep("failed", failed);

        var completed = setUp(new PullScenario());
        assertThat(completed.pullToTheEnd(run("night")).status()).isEqualTo(RunStatus.COMPLETED);
        keep("completed", completed);
    }

    private static void keep(String name, PullScenario night) throws IOException {
        StoredNight.keep(
                Path.of(System.getProperty("keepNightsIn"), "pull", name),
                night.store,
                night.clock,
                JsonNodeFactory.instance.nullNode());
    }
}
