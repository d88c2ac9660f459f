package dev.imconnector.simulation;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whole pulls in virtual time, whatever goes wrong. */
@Tag("simulation")
class PullSimulationTest {

    @Test
    void whatever_goes_wrong_every_row_is_there_once_or_there_is_no_manifest() {
        Histories.play(Kind.PULL);
    }
}
