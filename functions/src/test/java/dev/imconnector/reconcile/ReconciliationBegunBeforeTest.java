package dev.imconnector.reconcile;

import static dev.imconnector.reconcile.ReconcileScenario.HEADER;
import static dev.imconnector.reconcile.ReconcileScenario.credit;
import static dev.imconnector.reconcile.ReconcileScenario.retry;
import static dev.imconnector.reconcile.ReconcileScenario.row;
import static dev.imconnector.reconcile.ReconcileScenario.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.imconnector.problem.Problem;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunStatus;
import dev.imconnector.testkit.SimulatedRows.Fault;
import dev.imconnector.testkit.StoredNight;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Reconciliations that the version before the run engine began, stopped in their pull: this version brings them to their
 * end. Their records, parts and checkpoints are files, written by that version and never again.
 */
class ReconciliationBegunBeforeTest {

    private static final String KEPT = "/dev/imconnector/reconcile/before-the-engine/";

    private final ReconcileScenario night = new ReconcileScenario();

    private void resume(String name) {
        StoredNight.of(KEPT + name).restore(night.store, night.clock);
        setUp(night);
    }

    private static ReconcileScenario setUp(ReconcileScenario night) {
        var rows = new ArrayList<String>();
        for (int i = 1; i <= 195; i++) {
            if (i != 20) {
                rows.add(row("R-%03d".formatted(i), i == 30 ? "9.99" : "1.5", i == 40 ? "ERROR" : "CALCULATED"));
            }
        }
        rows.add(row("X-1", "1.50", "CALCULATED"));
        night.im.rows(rows);
        night.requestsPerMinute = 100;
        night.shortInvocations();
        return night;
    }

    private static String export() {
        var csv = new StringBuilder(HEADER);
        for (int i = 1; i <= 195; i++) {
            csv.append(credit("R-%03d".formatted(i), "1.50"));
        }
        return csv.append(credit("bad", "x")).toString();
    }

    private void endsWell(RunRecord run) {
        assertThat(run.error()).isEmpty();
        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(run.read()).isEqualTo(195);
        assertThat(run.rows()).isEqualTo(195);
        assertThat(run.pages()).isEqualTo(20);
        assertThat(night.differences(run))
                .containsExactlyInAnyOrder("missing R-020", "changedAmount R-030", "error R-040", "extra X-1");
        assertThat(run.differences())
                .isEqualTo(java.util.Map.of(
                        "missing", 1L, "extra", 1L, "changedAmount", 1L, "error", 1L, "reversed", 0L, "twice", 0L));
        assertThat(night.store.locations())
                .noneMatch(location -> location.name().startsWith("part-"));
    }

    @Test
    void out_of_time_goes_on_with_the_next_page() {
        resume("out-of-time");
        var begun = night.stored("night");
        assertThat(begun.status()).isEqualTo(RunStatus.INCOMPLETE);

        var run = night.reconcileToTheEnd(run("night"));

        endsWell(run);
        assertThat(night.im.asked()).hasSizeLessThan(20).doesNotHaveDuplicates();
        assertThat(run.requestCounts().requests())
                .isGreaterThan(begun.requestCounts().requests());
        assertThat(run.attempts().get(0)).isEqualTo(begun.attempts().get(0));
        assertThat(night.store.text(run.report().orElseThrow())).contains("4 differences");
    }

    @Test
    void failed_is_retried_from_where_it_stopped() {
        resume("failed");
        assertThat(night.reconcile(run("night")).error().map(Problem::code)).contains("IM_FORBIDDEN");

        var run = night.reconcile(retry("night"));
        while (run.status() == RunStatus.INCOMPLETE) {
            run = night.reconcile(run("night"));
        }

        endsWell(run);
        assertThat(night.im.asked()).hasSizeLessThan(20).doesNotHaveDuplicates();
    }

    @Test
    void completed_is_answered_and_left_as_it_is() {
        resume("completed");
        var before = night.store.text(ReconcileScenario.RUNS.resolve("night/run.json"));

        endsWell(night.reconcile(retry("night")));

        assertThat(night.im.arrivals()).isEmpty();
        assertThat(night.store.text(ReconcileScenario.RUNS.resolve("night/run.json")))
                .isEqualTo(before);
    }

    /** How the files were made. To be run by a version whose nights a later one must go on with. */
    @Test
    @EnabledIfSystemProperty(named = "keepNightsIn", matches = ".+")
    void keep_nights_that_are_stopped() throws IOException {
        var outOfTime = setUp(new ReconcileScenario().given(export()));
        assertThat(outOfTime.reconcile(run("night")).status()).isEqualTo(RunStatus.INCOMPLETE);
        keep("out-of-time", outOfTime);

        var failed = setUp(new ReconcileScenario().given(export()));
        failed.im.nth(5, Fault.status(403));
        assertThat(failed.reconcile(run("night")).status()).isEqualTo(RunStatus.FAILED);
        keep("failed", failed);

        var completed = setUp(new ReconcileScenario().given(export()));
        assertThat(completed.reconcileToTheEnd(run("night")).status()).isEqualTo(RunStatus.COMPLETED);
        keep("completed", completed);
    }

    private static void keep(String name, ReconcileScenario night) throws IOException {
        StoredNight.keep(
                Path.of(System.getProperty("keepNightsIn"), "reconcile", name),
                night.store,
                night.clock,
                JsonNodeFactory.instance.nullNode());
    }
}
