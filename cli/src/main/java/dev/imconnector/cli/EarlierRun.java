package dev.imconnector.cli;

import dev.imconnector.app.Connector;
import dev.imconnector.run.RunId;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunRecords;
import dev.imconnector.store.Location;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** What there was of a run before a command: a run that had ended must not look like one that has just ended. */
final class EarlierRun {

    private final Console console;
    private final RunRecords records;
    private final String runId;
    private final Optional<RunRecord> before;

    EarlierRun(Console console, Map<String, String> environment, String runId) {
        this.console = console;
        this.records = new RunRecords(
                Connector.stores(environment), Location.parse(environment.get("RUNS_LOCATION")), Clock.systemUTC());
        this.runId = runId;
        this.before = runId.isEmpty()
                ? Optional.empty()
                : records.find(new RunId(runId)).map(RunRecords.Found::run);
    }

    /** Says which run it is before anything happens, so that it can be stopped and resumed by its name. */
    void announce() {
        if (!runId.isEmpty()) {
            console.note("Run %s, kept in %s", runId, RunText.readable(records.folder(new RunId(runId))));
        }
    }

    /** Says so when the run had ended before. */
    void compare(RunRecord after, ResumeWords resume) {
        if (before.isEmpty()
                || !before.get().hasEnded()
                || !before.get().finishedAt().equals(after.finishedAt())
                || before.get().status() != after.status()) {
            return;
        }
        var end = after.finishedAt()
                .map(at -> at.truncatedTo(ChronoUnit.SECONDS).toString())
                .orElse("an unknown time");
        switch (after.status()) {
            case COMPLETED -> console.note("This run was already complete at %s; nothing was sent.", end);
            default ->
                console.note(
                        "This run had already FAILED at %s; nothing was sent. To resume it: %s",
                        end, resume.with("--retry"));
        }
    }
}
