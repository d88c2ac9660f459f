package dev.imconnector.cli;

import dev.imconnector.app.Connector;
import dev.imconnector.run.RunId;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunRecords;
import dev.imconnector.run.StopRequest;
import dev.imconnector.store.Location;
import dev.imconnector.store.ObjectStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What becomes of a run when somebody presses Ctrl-C, or the process gets a signal to end: the run is asked to stop as
 * {@code im stop} asks it, so that requests under way get their answers; a run that waits is interrupted, which it knows
 * how to take. Either way it gives its lease back and writes down where it stands. Then what goes on with it is said.
 */
final class CtrlC implements AutoCloseable {

    /** For requests under way, of which each takes less than a second as a rule. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final Console console;
    private final LocalRun function;
    private final String runId;
    private final ResumeWords resume;
    private final ObjectStore store;
    private final RunRecords records;
    private final Clock clock = Clock.systemUTC();
    private final CountDownLatch shown = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "im-ctrl-c");

    CtrlC(Console console, Map<String, String> environment, LocalRun function, String runId, ResumeWords resume) {
        this.console = console;
        this.function = function;
        this.runId = runId;
        this.resume = resume;
        this.store = Connector.stores(environment);
        this.records = new RunRecords(store, Location.parse(environment.get("RUNS_LOCATION")), clock);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** The run has come to rest, and what became of it has been shown. */
    void shown() {
        shown.countDown();
    }

    private void stop() {
        console.note("%nStopping the run %s, at most %d s …", runId, LONGEST.toSeconds());
        var request = new StopRequest(store, records.folder(new RunId(runId)), clock);
        try {
            function.beginNoMore();
            request.make("Ctrl-C");
            if (!shown.await(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                function.stop();
                shown.await(LONGEST.minus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        var found = records.find(new RunId(runId));
        if (found.isEmpty()) {
            console.note("The run had not started.");
            return;
        }
        if (!isStoppedByRequest(found.get().run())) {
            request.withdraw();
        }
        console.note("%s", goOn(found.get()));
    }

    private static boolean isStoppedByRequest(RunRecord run) {
        return run.error().filter(error -> error.code().equals("STOPPED")).isPresent();
    }

    private String goOn(RunRecords.Found found) {
        return switch (found.run().status()) {
            case COMPLETED -> "The run had ended already: it is COMPLETED.";
            case FAILED -> "Stopped. To resume the run: " + resume.with("--retry");
            case INCOMPLETE -> "Stopped. To resume the run: " + resume;
            case RUNNING ->
                "The run did not stop in time. You can resume it in %,d s: %s"
                        .formatted(found.heldFor(clock).orElse(Duration.ZERO).toSeconds(), resume);
        };
    }

    @Override
    public void close() {
        shown.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending: the hook is at work, and knows by the latch that it need not wait.
            return;
        }
    }
}
