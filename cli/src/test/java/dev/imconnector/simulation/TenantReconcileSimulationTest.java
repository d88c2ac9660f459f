package dev.imconnector.simulation;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whole comparisons with a tenant in virtual time, whatever goes wrong. */
@Tag("simulation")
class TenantReconcileSimulationTest {

    @Test
    void whatever_goes_wrong_the_differences_from_a_tenant_are_those_that_there_are() {
        Histories.play(Kind.TENANT_RECONCILE, TenantReconcileErrand::new);
    }
}
