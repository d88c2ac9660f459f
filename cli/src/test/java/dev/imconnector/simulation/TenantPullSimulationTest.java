package dev.imconnector.simulation;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whole pulls from a tenant in virtual time, whatever goes wrong. */
@Tag("simulation")
class TenantPullSimulationTest {

    @Test
    void whatever_goes_wrong_every_row_of_a_tenant_is_there_once_or_there_is_no_manifest() {
        Histories.play(Kind.TENANT_PULL, TenantPullErrand::of);
    }
}
