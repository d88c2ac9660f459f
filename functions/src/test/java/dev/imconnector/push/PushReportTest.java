package dev.imconnector.push;

import static dev.imconnector.push.PushScenario.credit;
import static dev.imconnector.push.PushScenario.credits;
import static dev.imconnector.push.PushScenario.dryRun;
import static dev.imconnector.push.PushScenario.retry;
import static dev.imconnector.push.PushScenario.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.problem.Problem;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunStatus;
import dev.imconnector.store.Location;
import dev.imconnector.store.StoreException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The page that a push leaves beside its record, whatever its end. */
class PushReportTest {

    private static final Location REPORT = Location.parse("file:///runs/night/report.html");

    private final PushScenario night = new PushScenario();

    private String report(RunRecord run) {
        return night.store.text(run.report().orElseThrow());
    }

    @Test
    void a_completed_run_names_its_report() {
        night.rejectThresholdPercent = 50;
        night.given(credits(10) + credit("bad <b>", "x"));

        var run = night.push(run("night"));

        assertThat(run.report()).contains(REPORT);
        assertThat(night.stored("night").report()).contains(REPORT);
        assertThat(report(run)).contains("COMPLETED", "AMOUNT_INVALID", "bad &lt;b&gt;", "credits.csv, line 12");
    }

    @Test
    void a_run_that_sent_nothing_has_one_too() {
        night.given(credits(1) + credit("bad", "x"));

        var run = night.push(run("night"));

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(report(run)).contains("TOO_MANY_REJECTED", "No request was sent to IM", "AMOUNT_INVALID");
    }

    @Test
    void a_run_that_gave_up_waiting_for_its_input_has_one_too() {
        var run = night.pushToTheEnd(run("night"));

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(report(run)).contains("INPUT_NOT_FOUND", "stopped cleanly, to be resumed");
    }

    @Test
    void an_unfinished_run_has_none_and_a_resumed_one_tells_of_all_its_invocations() {
        night.rejectThresholdPercent = 50;
        var good = credits(3_000).substring(PushScenario.HEADER.length());
        night.given(PushScenario.HEADER + credit("bad", "x") + good);
        night.im.latency(Duration.ofSeconds(1));
        night.invocation = Duration.ofSeconds(20);

        var first = night.push(run("night"));
        assertThat(first.status()).isEqualTo(RunStatus.INCOMPLETE);
        assertThat(night.store.find(REPORT)).isEmpty();
        var run = night.pushToTheEnd(run("night"));

        assertThat(run.attempts().size()).isGreaterThan(1);
        assertThat(report(run))
                .contains("The run took " + run.attempts().size() + " invocations")
                .contains("AMOUNT_INVALID");
    }

    @Test
    void credits_without_an_outcome_are_shown_with_what_IM_said_until_a_retry_settles_them() {
        night.given(credits(10));
        night.im.poison("R-4");
        var failed = night.pushToTheEnd(run("night"));
        assertThat(report(failed)).contains("Without an outcome", "IM_CANNOT_TAKE", "R-4");

        night.im.heal();
        var run = night.pushToTheEnd(retry("night"));

        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(report(run)).doesNotContain("IM_CANNOT_TAKE").contains("every record is in IM");
    }

    @Test
    void a_dry_run_says_that_it_only_looked_and_what_would_be_sent() {
        night.given(credits(10) + credit("R-1", "1.50"));

        assertThat(report(night.push(dryRun("night"))))
                .contains("Push of credits, dry run", "10 credits would be sent", "<td>Would be sent</td>")
                .contains("<dt>Would be sent</dt>\n<dd>10<span class=\"share\">90.9 %</span></dd>")
                .contains("<dt>Repeated</dt>", "<td class=\"number\">15.00</td>")
                .doesNotContain("Created", "Present", "is in IM");
    }

    @Test
    void a_dry_run_with_rejects_says_how_many_would_be_sent_beside_them() {
        night.rejectThresholdPercent = 50;
        night.given(credits(10) + credit("bad", "x"));

        assertThat(report(night.push(dryRun("night"))))
                .contains("1 of 11 records would be rejected, 10 credits would be sent");
    }

    @Test
    void a_dry_run_that_fails_says_that_nothing_would_be_sent() {
        night.given(credits(1) + credit("bad", "x"));

        assertThat(report(night.push(dryRun("night"))))
                .contains("nothing of it would be sent")
                .doesNotContain("in IM");
    }

    @Test
    void a_report_that_cannot_be_written_changes_nothing_but_is_seen_to_be_missing() {
        night.given(credits(10));
        night.store.beforeWrite(location -> {
            if (location.equals(REPORT)) {
                throw new StoreException(new Problem("STORE_UNREACHABLE", "no room", "make some"), null);
            }
        });

        var run = night.push(run("night"));

        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(run.created()).isEqualTo(10);
        assertThat(night.stored("night").report()).isEmpty();
    }
}
