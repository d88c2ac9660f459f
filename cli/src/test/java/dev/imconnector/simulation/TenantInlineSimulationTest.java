package dev.imconnector.simulation;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Credits in the body of a request, for a tenant, in virtual time, whatever goes wrong. */
@Tag("simulation")
class TenantInlineSimulationTest {

    @Test
    void whatever_goes_wrong_a_caller_is_told_what_is_true_of_a_tenant_and_comes_to_know_all_of_it() {
        Histories.play(Kind.TENANT_INLINE, TenantErrand::new);
    }
}
