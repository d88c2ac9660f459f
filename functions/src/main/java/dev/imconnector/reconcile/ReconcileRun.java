package dev.imconnector.reconcile;

import dev.imconnector.im.dialect.course.ODataFilter;
import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.problem.Transient;
import dev.imconnector.pull.PullRequest;
import dev.imconnector.report.RejectReasons;
import dev.imconnector.report.ReportFacts;
import dev.imconnector.report.ReportWriter;
import dev.imconnector.report.RequestTimeline;
import dev.imconnector.run.InvocationTimes;
import dev.imconnector.run.LeaseLostException;
import dev.imconnector.run.RunException;
import dev.imconnector.run.RunInput;
import dev.imconnector.run.RunLease;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunRecords;
import dev.imconnector.run.RunStatus;
import dev.imconnector.run.StopRequest;
import dev.imconnector.run.TimeUpException;
import dev.imconnector.run.Waiting;
import dev.imconnector.source.files.CreditInput;
import dev.imconnector.store.Location;
import dev.imconnector.store.StoreException;
import dev.imconnector.store.StoredObject;
import dev.imconnector.time.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One invocation's work on a reconciliation that it holds. For use by one thread. */
final class ReconcileRun {

    /** Where the differences are, beside the record. */
    static final String DIFFERENCES = "differences.jsonl.gz";

    private static final Logger LOG = LoggerFactory.getLogger(ReconcileRun.class);
    private static final String PULL = "im";
    private static final int MOST_PERIODS = 12;

    private final ReconcileContext context;
    private final RunLease lease;
    private final RunRecord run;
    private final Deadline deadline;
    private final InvocationTimes times;
    private final ReconcileState state;
    private final Location folder;
    private final StopRequest stop;
    private RejectReasons examples = new RejectReasons();
    private RequestTimeline timeline = new RequestTimeline();

    ReconcileRun(ReconcileContext context, RunLease lease, Deadline deadline) {
        this.context = context;
        this.lease = lease;
        this.run = lease.run();
        this.deadline = deadline;
        this.times = InvocationTimes.of(deadline, context.clock());
        this.state = ReconcileState.of(run);
        this.folder = context.records().folder(run.runId());
        this.stop = new StopRequest(context.store(), folder, context.clock());
    }

    /** @param retries whether what FAILED is to go on */
    RunRecord work(boolean retries) {
        try {
            if (retries) {
                stop.withdraw();
            }
            goOn(retries);
        } catch (StoreException | LeaseLostException e) {
            throw e;
        } catch (ProblemException e) {
            end(e);
        } catch (RuntimeException e) {
            LOG.error("The run ends with an error that nobody expected", e);
            run.fail(
                    new Problem(
                            "INTERNAL_ERROR",
                            "The run met an error that the connector does not know",
                            "Look into the function's log for this request and report it; \"retry\": true goes on with"
                                    + " the run"),
                    now());
            save();
        }
        return run;
    }

    private void end(ProblemException why) {
        if (why.passing()
                .map(Transient::reason)
                .filter(Transient.Reason.TIME::equals)
                .isPresent()) {
            run.outOfTime(now());
        } else {
            run.fail(why.problem(), now());
        }
        save();
    }

    private void goOn(boolean retries) {
        breathe();
        pinInput();
        var comparison = new Comparison(
                CreditInput.of(files(), Optional.ofNullable(state.creditMapping).map(Location::parse), context.store()),
                state.ignoreExtra,
                this::breathe);
        if (state.filter == null) {
            state.filter = filter(comparison);
            state.putInto(run);
            lease.save();
        }
        var pulled = context.pulls()
                .into(folder, () -> {
                    lease.renewIfDue();
                    stop.check();
                })
                .pull(pull(retries), deadline);
        adopt(pulled);
        if (pulled.status() == RunStatus.COMPLETED) {
            compare(comparison, pulled);
        } else {
            leave(pulled);
        }
    }

    private void pinInput() {
        if (run.input().isEmpty()) {
            run.pin(CreditInput.find(Location.parse(state.credits), context.store()));
        }
    }

    private List<StoredObject> files() {
        return run.input().stream().map(RunInput::toStoredObject).toList();
    }

    private static String filter(Comparison comparison) {
        var periods = comparison.periods(MOST_PERIODS);
        if (periods.isEmpty() || periods.size() > MOST_PERIODS) {
            throw new RunException(new Problem(
                    "FILTER_NEEDED",
                    periods.isEmpty()
                            ? "The files hold no credit whose period could be compared"
                            : "The files hold credits of more than " + MOST_PERIODS + " periods",
                    "Say with a filter which credits of IM are to be compared"));
        }
        return periods.stream()
                .map(period -> ODataFilter.equal("periodId", period))
                .collect(Collectors.joining(" or "));
    }

    private PullRequest pull(boolean retries) {
        return new PullRequest(
                Optional.of(PULL),
                Optional.empty(),
                Optional.of("credits"),
                Optional.of(state.filter),
                Optional.of(ImCredit.FIELDS),
                Optional.empty(),
                Optional.of("jsonl"),
                retries);
    }

    /** What the pull has cost, all invocations together. */
    private void adopt(RunRecord pulled) {
        run.addTraffic(pulled.traffic().minus(run.traffic()));
        if (pulled.checkpoint() != null && pulled.checkpoint().has("timeline")) {
            timeline = RunRecords.json().convertValue(pulled.checkpoint().get("timeline"), RequestTimeline.class);
        }
    }

    private void leave(RunRecord pulled) {
        var pause = pulled.resumeAfter().orElse(Duration.ZERO);
        if (pulled.status() == RunStatus.FAILED) {
            run.fail(pulled.error().orElseThrow(), now());
        } else if (pulled.waiting().isPresent()) {
            run.waitFor(pulled.waiting().get().reason(), pause, now());
        } else if (pulled.status() == RunStatus.RUNNING) {
            run.waitFor(Waiting.Reason.IM_UNAVAILABLE, pause, now());
        } else {
            run.outOfTime(now());
        }
        save();
    }

    private void compare(Comparison comparison, RunRecord pulled) {
        comparison.readInput();
        var parts = parts(pulled);
        var location = folder.resolve(DIFFERENCES);
        try (var differences = new Differences(context.store(), location)) {
            comparison.compare(parts, context.store(), differences);
            breathe();
            differences.commit();
            examples = differences.examples();
            run.compared(comparison.expected(), pulled.rows(), pulled.pages(), differences.counts());
        } catch (IOException e) {
            throw new StoreException(
                    new Problem(
                            "STORE_UNREACHABLE",
                            "The rows of IM could not be compared: " + e.getMessage(),
                            "Check the store; the run goes on by itself once it answers"),
                    e);
        }
        run.output(location);
        run.complete(now());
        save();
        parts.forEach(this::deleteQuietly);
    }

    /** Those that the pull's record names. */
    private List<StoredObject> parts(RunRecord pulled) {
        var rows = pulled.output().orElseThrow();
        return pulled.parts().stream()
                .map(name -> context.store()
                        .find(rows.resolve(name))
                        .orElseThrow(() -> new RunException(new Problem(
                                "PART_MISSING",
                                "The part " + rows.resolve(name) + " that was pulled is gone",
                                "Compare again under another runId"))))
                .toList();
    }

    private void deleteQuietly(StoredObject part) {
        try {
            context.store().delete(part.location());
        } catch (StoreException e) {
            // The differences are written; what stays behind is only clutter.
            LOG.warn("A part of the completed run could not be deleted: {}", e.getMessage());
        }
    }

    private void save() {
        state.putInto(run);
        if (run.hasEnded()) {
            new ReportWriter(context.store())
                    .write(
                            run,
                            new ReportFacts(
                                    false, examples, new RejectReasons(), timeline, context.requestsPerMinute()),
                            folder);
        }
        lease.save();
    }

    private void breathe() {
        lease.renewIfDue();
        stop.check();
        if (times.end().hasPassed(context.clock())) {
            throw new TimeUpException();
        }
    }

    private Instant now() {
        return context.clock().instant();
    }
}
