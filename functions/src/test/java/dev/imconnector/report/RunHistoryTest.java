package dev.imconnector.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.problem.Problem;
import dev.imconnector.run.RunId;
import dev.imconnector.run.RunKind;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The page of all runs. */
class RunHistoryTest {

    private static final Instant NIGHT = Instant.parse("2026-03-02T04:15:00Z");

    @Test
    void lists_the_latest_run_first_with_its_report() {
        var older = run("push-2026-02-28", NIGHT.minus(Duration.ofDays(1)));
        older.complete(NIGHT.minus(Duration.ofDays(1)).plusSeconds(61));
        var newer = run("push-2026-03-01", NIGHT);
        newer.complete(NIGHT.plusSeconds(5));

        var page = page(List.of(older, newer));

        assertThat(page).contains("<a href=\"push-2026-03-01/report.html\">push-2026-03-01</a>", "1 min 1 s", "5.0 s");
        assertThat(page.indexOf("push-2026-03-01")).isLessThan(page.indexOf("push-2026-02-28"));
    }

    @Test
    void says_what_a_run_waits_for_and_why_one_has_failed() {
        var waiting = run("waits", NIGHT);
        waiting.waitFor(Waiting.Reason.INPUT, Duration.ofSeconds(60), NIGHT);
        var failed = run("failed", NIGHT);
        failed.fail(new Problem("EMPTY_INPUT", "The export has no <record>", "Look"), NIGHT.plusSeconds(1));

        assertThat(page(List.of(waiting, failed)))
                .contains(
                        "The export is not there yet, since 2026-03-02 04:15:00",
                        "EMPTY_INPUT: The export has no &lt;record&gt;");
    }

    @Test
    void a_page_without_a_run_says_so() {
        assertThat(page(List.of())).contains("There are no runs yet.");
    }

    @Test
    void more_runs_than_anybody_reads_are_counted_and_not_listed() {
        var runs = new ArrayList<RunRecord>();
        for (int i = 0; i <= RunHistory.MOST_LISTED; i++) {
            runs.add(run("r-" + i, NIGHT.plusSeconds(i)));
        }

        assertThat(page(runs)).contains("1 older run not shown", ">r-1000<").doesNotContain(">r-0<");
    }

    private static RunRecord run(String id, Instant started) {
        return RunRecord.begin(new RunId(id), RunKind.CREDIT_PUSH, "me", "0.1.0", started);
    }

    private static String page(List<RunRecord> runs) {
        return RunHistory.html(runs, ".im/runs", run -> Optional.of(run.id() + "/report.html"), NIGHT.plusSeconds(100));
    }
}
