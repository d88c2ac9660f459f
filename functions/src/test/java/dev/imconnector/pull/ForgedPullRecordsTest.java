package dev.imconnector.pull;

import static dev.imconnector.pull.PullScenario.retry;
import static dev.imconnector.pull.PullScenario.run;

import dev.imconnector.store.Location;
import dev.imconnector.store.RowsFormat;
import dev.imconnector.testkit.ForgedRecords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a pull's record has become by somebody's hand, it is told as what it is, or gone on with. */
class ForgedPullRecordsTest {

    private static final Location RECORD = Location.parse("file:///runs/night/run.json");

    private final PullScenario night = new PullScenario();

    @ParameterizedTest
    @EnumSource
    void of_a_pull_in_the_middle(RowsFormat format) {
        night.format = format;
        night.im.results(300);
        night.shortInvocations();
        night.pull(run("night"));

        ForgedRecords.eachIsTold(night.store, RECORD, () -> night.pull(run("night")));
    }

    @Test
    void of_a_pull_that_has_failed() {
        night.emptyIsFine = false;
        night.pull(run("night"));

        ForgedRecords.eachIsTold(night.store, RECORD, () -> night.pull(retry("night")));
    }
}
