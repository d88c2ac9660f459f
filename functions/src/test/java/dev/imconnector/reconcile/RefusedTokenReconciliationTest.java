package dev.imconnector.reconcile;

import static dev.imconnector.reconcile.ReconcileScenario.HEADER;
import static dev.imconnector.reconcile.ReconcileScenario.credit;
import static dev.imconnector.reconcile.ReconcileScenario.row;
import static dev.imconnector.reconcile.ReconcileScenario.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.problem.Problem;
import dev.imconnector.run.RunStatus;
import dev.imconnector.testkit.SimulatedRows.Fault;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A comparison whose token IM refuses although it was just issued: by coincidence once, and then as a matter of fact. */
class RefusedTokenReconciliationTest {

    private final ReconcileScenario night = new ReconcileScenario();

    @BeforeEach
    void credits() {
        var credits = new StringBuilder(HEADER);
        IntStream.range(0, 50).forEach(i -> credits.append(credit("R-" + i, "1.50")));
        night.given(credits.toString());
        night.im.rows(IntStream.range(0, 50)
                .mapToObj(i -> row("R-" + i, "1.50", "CALCULATED"))
                .toList());
    }

    @Test
    void goes_on_with_the_next_invocation_when_two_refusals_were_a_coincidence() {
        night.im.nth(2, Fault.status(401)).nth(3, Fault.status(401));

        assertThat(night.reconcile(run("night")).status()).isEqualTo(RunStatus.INCOMPLETE);

        var run = night.reconcileToTheEnd(run("night"));
        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(run.rows()).isEqualTo(50);
    }

    @Test
    void has_failed_when_the_first_request_of_the_next_invocation_meets_it_too() {
        IntStream.rangeClosed(2, 5).forEach(request -> night.im.nth(request, Fault.status(401)));
        assertThat(night.reconcile(run("night")).status()).isEqualTo(RunStatus.INCOMPLETE);

        var run = night.reconcile(run("night"));

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.error().map(Problem::code)).contains("IM_UNAUTHORIZED");
    }
}
