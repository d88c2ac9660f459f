package dev.imconnector.simulation;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whole nights with a tenant in virtual time, whatever goes wrong. */
@Tag("simulation")
class TenantSimulationTest {

    @Test
    void whatever_goes_wrong_every_valid_credit_is_in_the_tenant_once_and_every_other_record_in_the_rejects() {
        Histories.play(Kind.TENANT, TenantErrand::new);
    }
}
