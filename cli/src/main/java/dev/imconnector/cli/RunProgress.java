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
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/**
 * Shows how far a run is while it works, by looking at its record as anybody could: a bar on a terminal, a line every
 * ten seconds elsewhere.
 */
final class RunProgress {

    private static final Duration LOOK = Duration.ofMillis(300);
    private static final Duration LINE = Duration.ofSeconds(10);

    private final Console console;
    private final RunRecords records;
    private final String runId;
    private final Clock clock;
    private final Duration line;

    /**
     * @param runId which run, or null for the one that changed last
     * @param line how long it takes to the next line
     */
    RunProgress(Console console, RunRecords records, String runId, Clock clock, Duration line) {
        this.console = console;
        this.records = records;
        this.runId = runId;
        this.clock = clock;
        this.line = line;
    }

    /** Shows the progress of whichever run the work begins. */
    static RunRecord watch(Console console, Map<String, String> environment, Callable<RunRecord> work)
            throws Exception {
        return watch(console, environment, null, work);
    }

    /** @param runId which run, or null for the one that changed last */
    static RunRecord watch(Console console, Map<String, String> environment, String runId, Callable<RunRecord> work)
            throws Exception {
        var runs = Location.parse(environment.get("RUNS_LOCATION"));
        var clock = Clock.systemUTC();
        var records = new RunRecords(Connector.stores(environment), runs, clock);
        return new RunProgress(console, records, runId, clock, LINE).watch(work);
    }

    RunRecord watch(Callable<RunRecord> work) throws Exception {
        var executor = Executors.newSingleThreadExecutor(task -> {
            var thread = new Thread(task, "im-run");
            thread.setDaemon(true);
            return thread;
        });
        try {
            var result = executor.submit(work);
            return console.isTerminal() ? withBar(result) : withLines(result);
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
                .showSpeed()
                .setUpdateIntervalMillis((int) LOOK.toMillis())
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

    private static void show(ProgressBar bar, RunRecord run) {
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
        if (runId != null) {
            return records.find(new RunId(runId)).map(RunRecords.Found::run);
        }
        return records.all(1_000).stream()
                .filter(run -> run.status() == RunStatus.RUNNING)
                .max(Comparator.comparing(RunRecord::updatedAt));
    }

    private static long total(RunRecord run) {
        var checked = Optional.ofNullable(run.checkpoint()).map(state -> state.path("checked"));
        return checked.map(found -> found.path("records")).map(JsonNode::asLong).orElse(0L);
    }

    private static String doing(RunRecord run) {
        var pages = run.kind() == RunKind.RESULTS_PULL ? " %,d pages".formatted(run.pages()) : "";
        return pages + waiting(run);
    }

    private static String waiting(RunRecord run) {
        return run.waiting().map(waiting -> " waiting: " + waiting.reason()).orElse("");
    }
}
