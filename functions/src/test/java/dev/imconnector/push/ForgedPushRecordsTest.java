package dev.imconnector.push;

import static dev.imconnector.push.PushScenario.credit;
import static dev.imconnector.push.PushScenario.credits;
import static dev.imconnector.push.PushScenario.retry;
import static dev.imconnector.push.PushScenario.run;

import dev.imconnector.store.Location;
import dev.imconnector.testkit.ForgedRecords;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whatever a push's record has become by somebody's hand, it is told as what it is, or gone on with. */
class ForgedPushRecordsTest {

    private static final Location RECORD = Location.parse("file:///runs/night/run.json");

    private final PushScenario night = new PushScenario();

    private void isToldOrGoneOnWith(PushRequest request) {
        var kept = night.store.kept();
        ForgedRecords.eachIsTold(night.store, RECORD, () -> night.push(request));
        kept.run();
    }

    @Test
    void of_a_push_in_the_middle() {
        night.given(credits(300) + credit("bad", "x") + credit("R-1", "1.50"));
        night.batchSize = 50;
        night.im.poison("R-7").reject("R-8").latency(Duration.ofSeconds(3));
        night.invocation = Duration.ofSeconds(30);
        night.push(run("night"));

        isToldOrGoneOnWith(run("night"));
    }

    @Test
    void of_a_push_that_has_failed() {
        night.given(credits(100));
        night.im.poison("R-7").reject("R-8");
        night.pushToTheEnd(run("night"));

        isToldOrGoneOnWith(run("night"));
        isToldOrGoneOnWith(retry("night"));
    }
}
