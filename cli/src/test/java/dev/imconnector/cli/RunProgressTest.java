package dev.imconnector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.run.RunId;
import dev.imconnector.run.RunKind;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunRecords;
import dev.imconnector.store.Location;
import dev.imconnector.testkit.MemoryStore;
import dev.imconnector.testkit.SettableClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is told of a run while it works, where there is no terminal. */
@Timeout(30)
class RunProgressTest {

    private final SettableClock clock = new SettableClock();
    private final RunRecords records = new RunRecords(new MemoryStore(), Location.parse("file:///runs/"), clock);
    private final CountDownLatch told = new CountDownLatch(2);
    private final ByteArrayOutputStream err = new ByteArrayOutputStream() {
        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
            super.write(bytes, from, length);
            if (new String(bytes, from, length, StandardCharsets.UTF_8).endsWith("\n")) {
                told.countDown();
            }
        }
    };

    @Test
    void a_pull_tells_rows_pages_and_rate_again_and_again_until_it_ends() throws Exception {
        var begun = RunRecord.begin(new RunId("night"), RunKind.RESULTS_PULL, null, "test", clock.instant());
        begun.pulled(25_000, 250, List.of());
        records.begin(begun, "owner", Duration.ofMinutes(1));
        clock.advance(Duration.ofSeconds(20));
        var console = new Console(
                System.out, new PrintStream(err, true, StandardCharsets.UTF_8), false, Map.of(), Path.of(""));

        var progress = new RunProgress(
                console, records, new RunId("night"), new LimitWatch(clock), clock, Duration.ofMillis(1));

        var run = progress.watch(() -> {
            told.await();
            return begun;
        });

        assertThat(run).isSameAs(begun);
        assertThat(err.toString(StandardCharsets.UTF_8).lines().limit(2))
                .hasSize(2)
                .allMatch(line -> line.matches(".* 25.000 rows, 250 pages, 1.250 rows/s"));
    }
}
