package dev.imconnector.simulation;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whole comparisons in virtual time, whatever goes wrong. */
@Tag("simulation")
class ReconcileSimulationTest {

    @Test
    void whatever_goes_wrong_the_differences_are_those_that_there_are() {
        Histories.play(Kind.RECONCILE);
    }
}
