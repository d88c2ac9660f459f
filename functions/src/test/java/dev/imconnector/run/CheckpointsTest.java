package dev.imconnector.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imconnector.problem.Problem;
import dev.imconnector.store.Location;
import dev.imconnector.store.StoreException;
import dev.imconnector.testkit.MemoryStore;
import dev.imconnector.testkit.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Checkpoints that are written beside the work, on real threads. */
@Timeout(60)
class CheckpointsTest {

    private static final Location RUNS = Location.parse("file:///runs/");

    private final SettableClock clock = new SettableClock();
    private final MemoryStore store = new MemoryStore();
    private final RunLease lease = new RunRecords(store, RUNS, clock)
            .begin(
                    RunRecord.begin(new RunId("night"), RunKind.CREDIT_PUSH, null, "test", clock.instant()),
                    "owner",
                    Duration.ofMinutes(1));
    private final Checkpoints checkpoints = new Checkpoints(store, lease);

    private static List<Part> part(int number) {
        return List.of(new Part(RUNS.resolve("night/parts/part-" + number), new byte[1], true));
    }

    @Test
    void the_next_one_begins_only_when_the_one_before_is_written() {
        var written = Collections.synchronizedList(new ArrayList<String>());
        store.beforeWrite(location -> {
            written.add(location.name());
            Thread.yield();
        });
        try (var workers = Workers.threads(2)) {
            for (int i = 0; i < 100; i++) {
                checkpoints.begin(workers, part(i), lease.snapshot());
            }
            checkpoints.await();
        }
        for (int i = 0; i < 100; i++) {
            assertThat(written.subList(2 * i, 2 * i + 2)).containsExactly("part-" + i, "run.json");
        }
    }

    @Test
    void an_interrupt_does_not_leave_one_half_written() {
        var waiting = Thread.currentThread();
        store.beforeWrite(location -> {
            if (location.name().startsWith("part-")) {
                waiting.interrupt();
            }
        });
        try (var workers = Workers.threads(1)) {
            checkpoints.begin(workers, part(1), lease.snapshot());
            checkpoints.await();
        }

        assertThat(Thread.interrupted()).isTrue();
        assertThat(store.text(RUNS.resolve("night/run.json"))).contains("\"sequence\":2");
    }

    @Test
    void after_one_that_failed_none_is_written_for_it_would_name_parts_that_are_not_there() {
        try (var writer = Workers.threads(1)) {
            store.beforeWrite(location -> {
                throw new StoreException(new Problem("STORE_UNREACHABLE", "The memory is away", ""), null);
            });
            checkpoints.begin(writer, part(1), lease.snapshot());
            assertThatThrownBy(checkpoints::await).isInstanceOf(StoreException.class);
            store.beforeWrite(location -> {});

            assertThatThrownBy(checkpoints::lookAt).isInstanceOf(StoreException.class);
            assertThatThrownBy(() -> checkpoints.begin(writer, List.of(), lease.snapshot()))
                    .isInstanceOf(StoreException.class);
        }
    }
}
