package dev.imconnector.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imconnector.run.Workers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class CheckpointWritingTest {

    private final CheckpointWriting checkpoints = new CheckpointWriting();

    @Test
    void the_next_one_begins_only_when_the_one_before_is_written() {
        var written = Collections.synchronizedList(new ArrayList<Integer>());
        try (var workers = Workers.threads(2)) {
            for (int i = 0; i < 100; i++) {
                var number = i;
                checkpoints.begin(workers, () -> {
                    written.add(number);
                    Thread.yield();
                    written.add(number);
                });
            }
            checkpoints.await();
        }
        for (int i = 0; i < 100; i++) {
            assertThat(written.get(2 * i)).isEqualTo(written.get(2 * i + 1)).isEqualTo(i);
        }
    }

    @Test
    void an_interrupt_does_not_leave_one_half_written() {
        var begun = new CountDownLatch(1);
        var written = new ArrayList<String>();
        var waiting = Thread.currentThread();
        try (var workers = Workers.threads(1)) {
            checkpoints.begin(workers, () -> {
                waiting.interrupt();
                begun.countDown();
                written.add("whole");
            });
            checkpoints.await();
        }
        assertThat(written).containsExactly("whole");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void what_one_failed_with_is_told_and_remembered() {
        var full = new IllegalStateException("full");
        checkpoints.begin(Workers.caller(), () -> {
            throw full;
        });

        assertThat(checkpoints.hasFailed()).isFalse();
        assertThatThrownBy(checkpoints::await).isSameAs(full);
        assertThat(checkpoints.hasFailed()).isTrue();
    }
}
