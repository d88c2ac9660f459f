package dev.imconnector.cli;

import dev.imconnector.credit.Outcome;
import dev.imconnector.push.CreditPush;
import dev.imconnector.run.Presence;
import dev.imconnector.run.RunKind;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunStatus;
import dev.imconnector.run.RunTotal;
import dev.imconnector.store.Location;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;

/** A run record for people. */
final class RunText {

    private static final int MOST_INPUTS = 5;

    private final Console console;

    RunText(Console console) {
        this.console = console;
    }

    /** Shows a run without advice how to resume it. */
    void show(RunRecord run) {
        show(run, Optional.empty());
    }

    /** @param resume the command that resumes the run */
    void show(RunRecord run, ResumeWords resume) {
        show(run, Optional.of(resume));
    }

    private void show(RunRecord run, Optional<ResumeWords> resume) {
        if (run.status() == RunStatus.FAILED && run.neverBegan()) {
            // Of a call that became no run there is nothing to show but why.
            run.error().ifPresent(console::problem);
            return;
        }
        console.line("%-16s %s", "Run", run.id());
        if (isDryRun(run)) {
            console.line("%-16s %s", "DRY RUN", "nothing was sent; this is what would be");
        }
        console.line("%-16s %s", "Status", status(run));
        switch (run.kind()) {
            case CREDIT_PUSH -> outcomes(run);
            case RECONCILIATION -> differences(run);
            case RESULTS_PULL -> console.line("%-16s %,d in %,d pages", "Rows", run.rows(), run.pages());
        }
        var traffic = run.requestCounts();
        console.line(
                "%-16s %,d (%,d for tokens, %,d answered 429, %,d repeated)",
                "Requests", traffic.requests(), traffic.tokenFetches(), traffic.throttled(), traffic.retried());
        run.finishedAt()
                .ifPresent(end -> console.line(
                        "%-16s %.1f s",
                        "Time", Duration.between(run.startedAt(), end).toMillis() / 1000.0));
        if (run.status() == RunStatus.INCOMPLETE || run.status() == RunStatus.RUNNING) {
            console.line("%-16s %s%s", "Not done", why(run), since(run));
        }
        input(run);
        location("Rejects", run.rejects());
        location("Receipts", run.receipts());
        location("Output", run.output());
        location("Report", run.report());
        if (run.hasEnded() && run.report().isEmpty()) {
            console.line("%-16s %s", "Report", "none: it could not be written; the log lines above say why");
        }
        run.lateInput()
                .forEach(uri ->
                        console.line("%-16s %s (came after the run had begun, not pushed)", "Late", readable(uri)));
        run.ignoredInput()
                .forEach(uri ->
                        console.line("%-16s %s (its name says that it is not an export)", "Left aside", readable(uri)));
        run.warnings()
                .forEach(warning -> console.line("%-16s %s: %s", "To look at", warning.code(), warning.message()));
        run.error().ifPresent(console::problem);
        if (run.status() == RunStatus.FAILED) {
            resume.ifPresent(words -> console.note("  To resume the run: %s", words.with("--retry")));
        } else if (!run.hasEnded()) {
            resume.ifPresent(words -> console.note("To resume the run: %s", words));
        }
    }

    /** In green only what needs nobody's attention. */
    private String status(RunRecord run) {
        var style = switch (run.status()) {
            case COMPLETED -> ExitStatus.of(run) == ExitStatus.OK ? "bold,green" : "bold,yellow";
            case FAILED -> "bold,red";
            case INCOMPLETE, RUNNING -> "bold,yellow";
        };
        return console.styled(style, run.status().toString());
    }

    /** Why a run has not ended yet. */
    static String why(RunRecord run) {
        if (run.status() == RunStatus.RUNNING) {
            return "Another process holds the run " + run.id();
        }
        if (run.tokenRefusedAt().isPresent()) {
            return "IM answered 401 to a token that was just issued; when the next request meets that too, the run fails";
        }
        return run.waiting()
                .map(waiting -> switch (waiting.reason()) {
                    case INPUT -> "The export is not there yet";
                    case RATE_LIMIT -> "IM says that it was asked too often";
                    case IM_UNAVAILABLE -> "IM does not answer as it should";
                })
                .orElse("The invocation's time was up");
    }

    private void input(RunRecord run) {
        run.input().stream()
                .limit(MOST_INPUTS)
                .forEach(input -> console.line("%-16s %s", "Input", readable(input.uri())));
        if (run.input().size() > MOST_INPUTS) {
            console.line("%-16s and %,d more, see --json", "", run.input().size() - MOST_INPUTS);
        }
    }

    private static String since(RunRecord run) {
        return run.waiting()
                .map(waiting -> ", since " + waiting.since().truncatedTo(ChronoUnit.SECONDS))
                .orElse("");
    }

    private void differences(RunRecord run) {
        console.line("%-16s %,d credits of the CRM with %,d of IM", "Compared", run.read(), run.rows());
        run.differences().forEach((kind, count) -> console.line("%-16s %,d", "  " + kind, count));
    }

    /** Whether it only looked, whichever version did so. */
    static boolean isDryRun(RunRecord run) {
        return run.kind() == RunKind.CREDIT_PUSH && CreditPush.isDryRun(run);
    }

    private void outcomes(RunRecord run) {
        console.line("%-16s %,d", "Records", run.read());
        if (isDryRun(run)) {
            run.toSend().ifPresent(count -> console.line("%-16s %,d", "  to send", count));
            console.line("%-16s %,d", "  repeated", run.alreadyPresent());
            console.line("%-16s %,d", "  rejected", run.rejected());
        } else {
            console.line("%-16s %,d", "  created", run.created());
            console.line("%-16s %,d", "  present", run.alreadyPresent());
            run.presence().ifPresent(this::presence);
            console.line("%-16s %,d", "  rejected", run.rejected());
            console.line("%-16s %,d", "  failed", run.failed());
        }
        if (run.leftOut() > 0) {
            console.line("%-16s %,d (by the mapping, in no other count)", "  left out", run.leftOut());
        }
        run.totals().stream()
                .filter(total -> total.currencyCode() != null)
                .sorted(Comparator.comparing(RunTotal::outcome).thenComparing(RunTotal::currencyCode))
                .forEach(this::total);
    }

    private void presence(Presence found) {
        console.line(
                "%-16s %,d of %,d in IM before%s",
                "    by receipts", found.withReceipt(), found.inIm(), found.complete() ? "" : ", as far as was looked");
        if (found.changed() > 0) {
            console.line(
                    "%-16s %,d of them, listed in %s",
                    "    not corrected", found.changed(), readable(Location.parse(found.corrections())));
        }
    }

    private void total(RunTotal total) {
        console.line(
                "%-16s %s %s in %s %s",
                "Total",
                Counted.amount(total.amount()),
                total.currencyCode(),
                Counted.of(total.count(), "record"),
                word(total.outcome()));
    }

    /** The same words wherever people read of an outcome. */
    private static String word(Outcome outcome) {
        return switch (outcome) {
            case TO_SEND -> "to send";
            case CREATED -> "created";
            case ALREADY_PRESENT -> "present";
            case REJECTED -> "rejected";
            case FAILED -> "failed";
        };
    }

    private void location(String name, Optional<Location> location) {
        location.ifPresent(at -> console.line("%-16s %s", name, readable(at)));
    }

    /** The same of a location's text. */
    static String readable(String uri) {
        return uri.startsWith("file:") ? readable(Location.parse(uri)) : uri;
    }

    /** A file's path, which a shell understands, rather than its URI. */
    static String readable(Location location) {
        return location.scheme().equals("file") ? location.path() : location.toString();
    }
}
