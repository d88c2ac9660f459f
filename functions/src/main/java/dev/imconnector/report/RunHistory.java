package dev.imconnector.report;

import dev.imconnector.report.HistoryPage.Counts;
import dev.imconnector.report.HistoryPage.Row;
import dev.imconnector.report.ReportPage.Card;
import dev.imconnector.run.RunKind;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunStatus;
import dev.imconnector.run.Waiting;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** All runs on one page for people: nights, credits, rejects, durations, and what waits. Stateless. */
public final class RunHistory {

    /** A page of more can no longer be read. */
    static final int MOST_LISTED = 1_000;

    private static final String NOTHING = "\u2013";

    private RunHistory() {}

    /**
     * The page, the latest run first.
     *
     * @param place where the runs are, for people
     * @param report the address of a run's report, if this page can lead there
     */
    public static String html(
            List<RunRecord> runs, String place, Function<RunRecord, Optional<String>> report, Instant now) {
        var latest = runs.stream()
                .sorted(Comparator.comparing(RunRecord::startedAt).reversed())
                .toList();
        var left = Math.max(0, latest.size() - MOST_LISTED);
        return PageTemplate.fill(new HistoryPage(
                Figures.moment(now),
                place,
                cards(latest),
                latest.stream()
                        .limit(MOST_LISTED)
                        .map(run -> row(run, report.apply(run)))
                        .toList(),
                latest.isEmpty(),
                left == 0 ? Optional.empty() : Optional.of(Figures.count(left, "older run") + " not shown")));
    }

    private static List<Card> cards(List<RunRecord> runs) {
        var pushes = runs.stream()
                .filter(run -> run.kind() == RunKind.CREDIT_PUSH && !run.isDryRun())
                .toList();
        return List.of(
                Card.of("Runs", runs.size()),
                Card.of("Failed", count(runs, RunStatus.FAILED)),
                Card.of(
                        "Not ended",
                        runs.stream().filter(run -> !run.hasEnded()).count()),
                Card.of(
                        "Credits created",
                        pushes.stream().mapToLong(RunRecord::created).sum()),
                Card.of(
                        "Rejected",
                        pushes.stream().mapToLong(RunRecord::rejected).sum()));
    }

    private static long count(List<RunRecord> runs, RunStatus status) {
        return runs.stream().filter(run -> run.status() == status).count();
    }

    private static Row row(RunRecord run, Optional<String> report) {
        var tone = tone(run);
        return new Row(
                run.id(),
                report,
                run.kind().text() + (run.isDryRun() ? ", dry run" : ""),
                tone,
                tone.equals("good") ? "✓" : tone.equals("bad") ? "✕" : "!",
                run.status().toString(),
                Figures.moment(run.startedAt()),
                Figures.duration(run.startedAt(), run.finishedAt().orElse(run.updatedAt())),
                counts(run),
                why(run));
    }

    private static String tone(RunRecord run) {
        if (run.status() == RunStatus.FAILED) {
            return "bad";
        }
        var isClean = run.status() == RunStatus.COMPLETED
                && run.rejected() == 0
                && run.warnings().isEmpty()
                && RunReport.differences(run) == 0;
        return isClean ? "good" : "warn";
    }

    private static Counts counts(RunRecord run) {
        if (run.kind() != RunKind.CREDIT_PUSH) {
            return new Counts(Figures.count(run.rows()), NOTHING, NOTHING, NOTHING, NOTHING);
        }
        return new Counts(
                Figures.count(run.read()),
                Figures.count(run.created()),
                Figures.count(run.alreadyPresent()),
                Figures.count(run.rejected()),
                Figures.count(run.failed()));
    }

    private static Optional<String> why(RunRecord run) {
        return run.error()
                .map(error -> error.code() + ": " + error.message())
                .or(() -> run.waiting()
                        .filter(waiting -> !run.hasEnded())
                        .map(waiting -> reason(waiting.reason()) + ", since " + Figures.moment(waiting.since())));
    }

    private static String reason(Waiting.Reason reason) {
        return switch (reason) {
            case INPUT -> "The export is not there yet";
            case RATE_LIMIT -> "IM was asked too often";
            case IM_UNAVAILABLE -> "IM does not answer";
        };
    }
}
