package dev.imconnector.simulation;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Credits in the body of a request, in virtual time, whatever goes wrong. */
@Tag("simulation")
class InlineSimulationTest {

    @Test
    void whatever_goes_wrong_a_caller_is_told_what_is_true_and_comes_to_know_all_of_it() {
        Histories.play(Kind.INLINE);
    }
}
