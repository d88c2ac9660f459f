package dev.imconnector.push;

import static dev.imconnector.push.PushScenario.HEADER;
import static dev.imconnector.push.PushScenario.credit;
import static dev.imconnector.push.PushScenario.credits;
import static dev.imconnector.push.PushScenario.retry;
import static dev.imconnector.push.PushScenario.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.problem.Problem;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunStatus;
import org.junit.jupiter.api.Test;

/** Records with the same sourceRef and the same content: one is sent, and the others fare as it does. */
class EqualRecordsTest {

    private final PushScenario night = new PushScenario();

    private static void counts(RunRecord run, long present, long rejected, long failed) {
        assertThat(run.alreadyPresent()).isEqualTo(present);
        assertThat(run.rejected()).isEqualTo(rejected);
        assertThat(run.failed()).isEqualTo(failed);
    }

    @Test
    void are_already_present_once_it_is_in_im() {
        night.given(HEADER + credit("A", "1.50") + credit("A", "1.50"));

        var run = night.push(run("night"));

        counts(run, 1, 0, 0);
        assertThat(night.receipts(run)).hasSize(1);
    }

    @Test
    void are_rejected_when_im_rejects_it_and_no_total_says_that_they_are_there() {
        night.rejectThresholdPercent = 100;
        night.given(credits(3) + credit("A", "1.50") + credit("A", "1.50"));
        night.im.reject("A");

        var run = night.push(run("night"));

        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        counts(run, 0, 2, 0);
        assertThat(night.rejects(run)).hasSize(3).anyMatch(line -> line.contains("csv,6,A,IM_REJECTED"));
        assertThat(night.receipts(run)).hasSize(4);
    }

    @Test
    void have_no_outcome_while_it_has_none_and_come_to_one_with_it() {
        night.given(credits(3) + credit("A", "1.50") + credit("A", "1.50"));
        night.im.silent(false, "A");
        var failed = night.pushToTheEnd(run("night"));
        counts(failed, 0, 0, 2);
        assertThat(night.rejects(failed)).hasSize(3);
        assertThat(night.receipts(failed)).hasSize(4);
        night.im.heal();

        var run = night.pushToTheEnd(retry("night"));

        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(run.created()).isEqualTo(4);
        counts(run, 1, 0, 0);
        assertThat(run.rejects()).isEmpty();
    }

    @Test
    void stop_the_run_when_im_takes_too_many_of_them_not_rather_than_fill_its_memory() {
        night.rejectThresholdPercent = 100;
        var csv = new StringBuilder(credits(5_000));
        for (int i = 1; i <= 4_000; i++) {
            csv.append(credit("A-" + i, "1.50")).append(credit("A-" + i, "1.50"));
            night.im.reject("A-" + i);
        }
        night.given(csv.toString());

        var run = night.pushToTheEnd(run("night"));

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.error().map(Problem::code)).contains("TOO_MANY_REJECTED");
        assertThat(run.created()).isEqualTo(5_000);
        assertThat(run.rejected()).isBetween(4_000L, 6_500L);
        assertThat(night.rejects(run)).hasSize((int) run.rejected() + 1);
    }

    @Test
    void are_rejected_when_a_retry_brings_that_out() {
        night.rejectThresholdPercent = 100;
        night.given(credits(3) + credit("A", "1.50") + credit("A", "1.50"));
        night.im.silent(false, "A");
        night.pushToTheEnd(run("night"));
        night.im.heal().reject("A");

        var run = night.pushToTheEnd(retry("night"));

        counts(run, 0, 2, 0);
        assertThat(night.rejects(run)).hasSize(3);
    }
}
