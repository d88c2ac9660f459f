package dev.imconnector.push;

import static dev.imconnector.push.PushScenario.credits;
import static dev.imconnector.push.PushScenario.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.run.Workers;
import dev.imconnector.store.Location;
import dev.imconnector.testkit.BusyIm;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Checkpoints that are written beside the sending, on real threads. */
@Timeout(60)
class PushCheckpointsTest {

    private final PushScenario night = new PushScenario();

    PushCheckpointsTest() {
        night.batchSize = 1;
        night.given(credits(50));
        night.workers = Workers::threads;
    }

    private static boolean isPart(Location location) {
        return location.path().contains("parts/receipts");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void the_sending_goes_on_while_a_checkpoint_is_written() {
        var twentySent = new CountDownLatch(1);
        night.network = call -> {
            if (call.body() != null && BusyIm.sourceRefs(call).contains("R-20")) {
                twentySent.countDown();
            }
            return night.im.send(call);
        };
        night.store.beforeWrite(location -> {
            if (isPart(location)) {
                await(twentySent);
            }
        });

        assertThat(night.push(run("night")).created()).isEqualTo(50);
    }

    @Test
    void one_is_written_at_a_time_and_its_parts_before_the_record_that_names_them() {
        var underWay = new AtomicInteger();
        var order = new ArrayList<String>();
        night.store.beforeWrite(location -> {
            assertThat(underWay.incrementAndGet()).isEqualTo(1);
            order.add(isPart(location) ? "part" : location.name());
            underWay.decrementAndGet();
        });

        night.push(run("night"));

        var fromFirstPart = order.subList(order.indexOf("part"), order.indexOf("part") + 10);
        assertThat(fromFirstPart)
                .containsExactly(
                        "part",
                        "run.json",
                        "part",
                        "run.json",
                        "part",
                        "run.json",
                        "part",
                        "run.json",
                        "part",
                        "run.json");
    }
}
