package dev.imconnector.reconcile;

import static dev.imconnector.reconcile.ReconcileScenario.HEADER;
import static dev.imconnector.reconcile.ReconcileScenario.credit;
import static dev.imconnector.reconcile.ReconcileScenario.row;
import static dev.imconnector.reconcile.ReconcileScenario.run;

import dev.imconnector.store.Location;
import dev.imconnector.testkit.ForgedRecords;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whatever a comparison's record has become by somebody's hand, it is told as what it is, or gone on with. */
class ForgedReconciliationRecordsTest {

    private final ReconcileScenario night = new ReconcileScenario();

    private void inTheMiddle() {
        night.given(HEADER + credit("R-1", "1.50") + credit("MISSING", "1.50"));
        night.im.rows(IntStream.range(0, 100)
                .mapToObj(i -> row("R-" + i, "1.50", "CALCULATED"))
                .toList());
        night.shortInvocations();
        night.reconcile(run("night"));
    }

    @Test
    void of_a_comparison_in_the_middle() {
        inTheMiddle();

        ForgedRecords.eachIsTold(
                night.store, Location.parse("file:///runs/night/run.json"), () -> night.reconcile(run("night")));
    }

    @Test
    void of_the_pull_within_it() {
        inTheMiddle();
        var pull = night.store.locations().stream()
                .filter(each -> each.name().equals("run.json"))
                .filter(each -> !each.path().equals("/runs/night/run.json"))
                .findFirst()
                .orElseThrow();

        ForgedRecords.eachIsTold(night.store, pull, () -> night.reconcile(run("night")));
    }
}
