package dev.imconnector.simulation;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Dry runs in virtual time, and after each the run in earnest, whatever goes wrong. */
@Tag("simulation")
class DrySimulationTest {

    @Test
    void whatever_goes_wrong_a_look_sends_nothing_and_says_what_would_be_sent_and_the_push_after_it_is_whole() {
        Histories.play(Kind.DRY);
    }
}
