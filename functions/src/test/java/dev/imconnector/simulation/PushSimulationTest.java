package dev.imconnector.simulation;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whole nights in virtual time, whatever goes wrong: see {@code docs/guarantees.md} for how to play more of them. */
@Tag("simulation")
class PushSimulationTest {

    @Test
    void whatever_goes_wrong_every_valid_credit_is_in_im_once_and_every_other_record_in_the_rejects() {
        Histories.play(Kind.PUSH);
    }
}
