package dev.imconnector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.app.Connector;
import dev.imconnector.run.RunId;
import dev.imconnector.run.RunKind;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunRecords;
import dev.imconnector.run.RunStatus;
import dev.imconnector.store.Location;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import me.tongfei.progressbar.InteractiveConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows how far a run is while it works, by looking at its record as anybody could: a bar on a terminal, a line every
 * ten seconds elsewhere.
 */
final class RunProgress {

    private static final Duration LOOK = Duration.ofMillis(300);
    private static final Duration LINE = Duration.ofSeconds(10);

    /** Fits any terminal. The bar would ask for the real width a library whose way to do so takes Ctrl-C from the JVM. */
    private static final int WIDTH = 79;

    private final Console console;
    private final RunRecords records;
    private final RunId runId;
    private final LimitWatch limit;
    private final Clock clock;
    private final Duration line;
    private final AtomicReference<String> note = new AtomicReference<>("");

    /**
     * @param runId which run
     * @param limit knows when requests wait for IM's limit
     * @param line how long it takes to the next line
     */
    RunProgress(Console console, RunRecords records, RunId runId, LimitWatch limit, Clock clock, Duration line) {
        this.console = console;
        this.records = records;
        this.runId = runId;
        this.limit = limit;
        this.clock = clock;
        this.line = line;
    }

    /** The progress of a run of that environment. */
    static RunProgress of(Console console, Map<String, String> environment, String runId, LimitWatch limit) {
        var clock = Clock.systemUTC();
        var records =
                new RunRecords(Connector.stores(environment), Location.parse(environment.get("RUNS_LOCATION")), clock);
        return new RunProgress(console, records, new RunId(runId), limit, clock, LINE);
    }

    /** Says what the run waits for: in the bar, where there is one, for another line would tear it apart. */
    void note(String text) {
        if (console.canMoveCursor()) {
            note.set(text);
        } else {
            console.note("%s", text);
        }
    }

    RunRecord watch(Callable<RunRecord> work) throws Exception {
        var executor = Executors.newSingleThreadExecutor(task -> {
            var thread = new Thread(task, "im-run");
            thread.setDaemon(true);
            return thread;
        });
        try {
            var result = executor.submit(work);
            return console.canMoveCursor() ? withBar(result) : withLines(result);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            executor.shutdownNow();
        }
    }

    private RunRecord withBar(Future<RunRecord> result) throws Exception {
        try (var bar = new ProgressBarBuilder()
                .setTaskName("rows")
                .setUnit("", 1)
                .setStyle(
                        console.isColoured() ? ProgressBarStyle.COLORFUL_UNICODE_BLOCK : ProgressBarStyle.UNICODE_BLOCK)
                .showSpeed()
                .setUpdateIntervalMillis((int) LOOK.toMillis())
                .setConsumer(new InteractiveConsoleProgressBarConsumer(System.err, WIDTH))
                .build()) {
            while (true) {
                try {
                    var run = result.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                    show(bar, run);
                    return run;
                } catch (TimeoutException e) {
                    current().ifPresent(run -> show(bar, run));
                }
            }
        }
    }

    private void show(ProgressBar bar, RunRecord run) {
        bar.maxHint(total(run));
        bar.stepTo(run.position());
        bar.setExtraMessage(doing(run));
    }

    private RunRecord withLines(Future<RunRecord> result) throws Exception {
        while (true) {
            try {
                return result.get(line.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                current().ifPresent(run -> console.note("%s %s%s", clock.instant(), done(run), waiting(run)));
            }
        }
    }

    private String done(RunRecord run) {
        return switch (run.kind()) {
            case CREDIT_PUSH -> "%,d of %,d records".formatted(run.position(), total(run));
            case RECONCILIATION -> "%,d requests".formatted(run.requestCounts().requests());
            case RESULTS_PULL ->
                "%,d rows, %,d pages, %,d rows/s".formatted(run.rows(), run.pages(), rowsPerSecond(run));
        };
    }

    private long rowsPerSecond(RunRecord run) {
        var millis = Duration.between(run.startedAt(), clock.instant()).toMillis();
        return run.rows() * 1_000 / Math.max(1, millis);
    }

    private Optional<RunRecord> current() {
        return records.find(runId).map(RunRecords.Found::run);
    }

    private static long total(RunRecord run) {
        var checked = Optional.ofNullable(run.checkpoint()).map(state -> state.path("checked"));
        return checked.map(found -> found.path("records")).map(JsonNode::asLong).orElse(0L);
    }

    private String doing(RunRecord run) {
        var pages = run.kind() == RunKind.RESULTS_PULL ? " %,d pages".formatted(run.pages()) : "";
        return pages + waiting(run);
    }

    private String waiting(RunRecord run) {
        if (run.status() == RunStatus.INCOMPLETE) {
            return " " + (note.get().isEmpty() ? RunText.why(run) : note.get());
        }
        return limit.waitsFor()
                .map(left -> " waiting for IM's limit of requests a minute, %,d s".formatted(left.toSeconds() + 1))
                .orElse("");
    }
}
