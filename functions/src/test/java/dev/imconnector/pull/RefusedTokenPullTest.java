package dev.imconnector.pull;

import static dev.imconnector.pull.PullScenario.retry;
import static dev.imconnector.pull.PullScenario.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.problem.Problem;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunStatus;
import dev.imconnector.run.Waiting;
import dev.imconnector.testkit.SimulatedRows.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A pull whose token IM refuses although it was just issued: by coincidence once, and then as a matter of fact. */
class RefusedTokenPullTest {

    private final PullScenario night = new PullScenario();

    @BeforeEach
    void rows() {
        night.im.results(95);
    }

    private void refuses(int... requests) {
        for (var request : requests) {
            night.im.nth(request, Fault.status(401));
        }
    }

    private static void waits(RunRecord run) {
        assertThat(run.status()).isEqualTo(RunStatus.INCOMPLETE);
        assertThat(run.waiting().map(Waiting::reason)).contains(Waiting.Reason.IM_UNAVAILABLE);
    }

    @Test
    void goes_on_with_the_next_invocation_when_two_refusals_were_a_coincidence() {
        refuses(4, 5);

        waits(night.pull(run("night")));

        assertThat(night.lines(night.pullToTheEnd(run("night")))).isEqualTo(night.im.rows());
    }

    @Test
    void has_failed_when_the_first_request_of_the_next_invocation_meets_it_too() {
        refuses(4, 5, 6, 7);
        waits(night.pull(run("night")));

        var run = night.pull(run("night"));

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.error().map(Problem::code)).contains("IM_UNAUTHORIZED");
        assertThat(night.lines(night.pullToTheEnd(retry("night")))).isEqualTo(night.im.rows());
    }

    @Test
    void has_not_failed_when_the_next_invocation_got_further_first() {
        refuses(4, 5, 7, 8);
        waits(night.pull(run("night")));

        waits(night.pull(run("night")));

        assertThat(night.lines(night.pullToTheEnd(run("night")))).isEqualTo(night.im.rows());
    }
}
