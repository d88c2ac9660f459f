package dev.imconnector.reconcile;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.im.CallTimes;
import dev.imconnector.problem.Problem;
import dev.imconnector.pull.PullRequest;
import dev.imconnector.pull.RowSelection;
import dev.imconnector.report.RejectReasons;
import dev.imconnector.report.ReportFacts;
import dev.imconnector.report.ReportWriter;
import dev.imconnector.report.RequestTimeline;
import dev.imconnector.run.RunException;
import dev.imconnector.run.RunInput;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunRecords;
import dev.imconnector.run.RunSession;
import dev.imconnector.run.RunStatus;
import dev.imconnector.run.RunWork;
import dev.imconnector.run.Waiting;
import dev.imconnector.source.files.CreditInput;
import dev.imconnector.store.Location;
import dev.imconnector.store.StoreException;
import dev.imconnector.store.StoredObject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One invocation's work on a reconciliation: the pull of IM's credits, then the comparison. For use by one thread. */
final class ReconcileRun implements RunWork {

    /** Where the differences are, beside the record. */
    static final String DIFFERENCES = "differences.jsonl.gz";

    private static final String PULL = "im";
    private static final int MOST_PERIODS = 12;

    private final ReconcileContext context;
    private final RunSession session;
    private final RunRecord run;
    private final ReconcileState state;
    private Comparison comparison;
    private RunRecord pulled;
    private boolean asksIm;
    private RejectReasons examples = new RejectReasons();
    private RequestTimeline timeline = new RequestTimeline();

    ReconcileRun(ReconcileContext context, RunSession session) {
        this.context = context;
        this.session = session;
        this.run = session.run();
        this.state = ReconcileState.of(run);
    }

    @Override
    public boolean goOn() throws InterruptedException {
        if (state.rateWindow != null) {
            context.rateWindow().recall(state.rateWindow, session.now());
        }
        beat();
        if (run.input().isEmpty()) {
            run.pin(CreditInput.find(Location.parse(state.credits), session.store()));
        }
        comparison = new Comparison(
                CreditInput.of(files(), Optional.ofNullable(state.creditMapping).map(Location::parse), session.store()),
                state.ignoreExtra,
                context.pushed(),
                this::beat,
                context.mostRecords());
        if (state.filter == null) {
            state.filter = filter();
            session.journal().checkpoint();
        }
        pull();
        if (pulled.status() != RunStatus.COMPLETED) {
            waitForThePull();
            return false;
        }
        comparison.readInput();
        return true;
    }

    private List<StoredObject> files() {
        return run.input().stream().map(RunInput::toStoredObject).toList();
    }

    private String filter() throws InterruptedException {
        var periods = comparison.periods(MOST_PERIODS);
        if (periods.isEmpty() || periods.size() > MOST_PERIODS) {
            throw new RunException(new Problem(
                    "FILTER_NEEDED",
                    periods.isEmpty()
                            ? "The files have no credit whose period could be compared"
                            : "The files hold credits of more than " + MOST_PERIODS + " periods",
                    "Use a filter to select the credits of IM to compare"));
        }
        var times = new CallTimes(session.times().begin(), session.times().end());
        asksIm = true;
        var filter = context.pushed().filter(periods, context.pulls().rows(times, this::mayGoOn));
        asksIm = false;
        state.progress.made(session.now());
        return filter;
    }

    private void pull() {
        var request = new PullRequest(
                Optional.of(PULL),
                Optional.empty(),
                Optional.of(context.pushed().entity().text()),
                new RowSelection(
                        Optional.of(state.filter),
                        Optional.of(String.join(",", context.pushed().fields())),
                        Optional.empty()),
                Optional.of("jsonl"),
                session.isRetried());
        pulled = context.pulls().into(session.folder(), this::mayGoOn).pull(request, session.deadline());
        adoptRequests();
    }

    private void mayGoOn() {
        session.lease().renewIfDue();
        session.mustNotBeStopped();
    }

    /** What the pull has cost, all invocations together. */
    private void adoptRequests() {
        run.addRequests(pulled.requestCounts().minus(run.requestCounts()));
        if (pulled.checkpoint() != null && pulled.checkpoint().has("timeline")) {
            timeline = RunRecords.json().convertValue(pulled.checkpoint().get("timeline"), RequestTimeline.class);
        }
    }

    /** The run waits as its pull does. */
    private void waitForThePull() {
        if (pulled.status() == RunStatus.FAILED) {
            throw new RunException(pulled.error().orElseThrow());
        }
        var pause = pulled.resumeAfter().orElse(Duration.ZERO);
        if (pulled.waiting().isPresent()) {
            var waiting = pulled.waiting().get();
            run.waitFor(waiting.reason(), pause, session.now());
            run.waitsUntil(waiting.until());
        } else if (pulled.status() == RunStatus.RUNNING) {
            run.waitFor(Waiting.Reason.IM_UNAVAILABLE, pause, session.now());
        } else {
            run.outOfTime(session.now());
        }
    }

    @Override
    public Optional<Problem> compose(Optional<Problem> failure) {
        if (failure.isEmpty()) {
            compare();
        }
        return failure;
    }

    private void compare() {
        var location = session.folder().resolve(DIFFERENCES);
        try (var differences = new Differences(session.store(), location)) {
            comparison.compare(parts(), session.store(), differences);
            beat();
            differences.commit();
            examples = differences.examples();
            run.compared(comparison.expected(), pulled.rows(), pulled.pages(), differences.counts());
        } catch (IOException e) {
            throw new StoreException(
                    new Problem(
                            "STORE_UNREACHABLE",
                            "The rows of IM could not be compared: " + e.getMessage(),
                            "Check the store; the run resumes by itself once it answers"),
                    e);
        }
        run.output(location);
    }

    /** Those that the pull's record names. */
    private List<StoredObject> parts() {
        var rows = pulled.output().orElseThrow();
        return pulled.parts().stream()
                .map(name -> session.store()
                        .find(rows.resolve(name))
                        .orElseThrow(() -> new RunException(new Problem(
                                "PART_MISSING",
                                "The part " + rows.resolve(name) + " that was pulled is gone",
                                "Compare again under another runId"))))
                .toList();
    }

    @Override
    public List<Location> leftovers() {
        var rows = pulled.output().orElseThrow();
        return pulled.parts().stream().map(rows::resolve).toList();
    }

    @Override
    public ObjectNode checkpoint() {
        state.rateWindow = pulled == null ? context.rateWindow().remember(session.now()) : null;
        return state.toJson();
    }

    /** The checkpoint says only what is compared. */
    @Override
    public boolean isAlwaysWhole() {
        return true;
    }

    /** The pull's own, while IM is asked for what the pull needs; then the pull waits, and for an export nobody does. */
    @Override
    public Optional<GiveUp> giveUp() {
        return asksIm ? Optional.of(new GiveUp(state.progress, context.pulls().giveUp())) : Optional.empty();
    }

    @Override
    public EndReport report() {
        var facts = new ReportFacts(
                false,
                examples,
                new RejectReasons(),
                timeline,
                context.rateWindow().limit());
        return (ended, folder) -> new ReportWriter(session.store()).write(ended, facts, folder);
    }

    private void beat() {
        session.mustNotBeStopped();
        session.heartbeat().beatAtTheEnd();
    }
}
