package dev.imconnector.reconcile;

import dev.imconnector.problem.Problem;
import dev.imconnector.run.RunException;
import dev.imconnector.run.RunId;
import dev.imconnector.run.RunJob;
import dev.imconnector.run.RunKind;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunSession;
import dev.imconnector.run.RunStatus;
import dev.imconnector.run.RunWork;
import dev.imconnector.store.Location;
import dev.imconnector.store.LocationTemplate;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;

/** What one call asks of a reconciliation. */
final class ReconcileJob implements RunJob {

    private final ReconcileContext context;
    private final ReconcileRequest request;
    private final LocalDate date;
    private final RunId runId;

    ReconcileJob(ReconcileContext context, ReconcileRequest request) {
        this.context = context;
        this.request = request;
        this.date = context.calendar()
                .businessDate(request.scheduledTime().orElse(context.engine().now()));
        this.runId = new RunId(request.runId().orElse("reconcile-" + date));
    }

    @Override
    public RunKind kind() {
        return RunKind.RECONCILIATION;
    }

    @Override
    public RunId runId() {
        return runId;
    }

    @Override
    public boolean retries() {
        return request.retry();
    }

    @Override
    public void begin(RunRecord run, Instant now) {
        ReconcileState.begin(credits(date).toString(), date, mapping(), filter(), request.ignoreExtra(), now)
                .putInto(run);
    }

    @Override
    public void resume(RunRecord run, Instant now) {
        mustMean(run);
        var state = ReconcileState.of(run);
        if (run.status() == RunStatus.FAILED && !state.pullsByTheFiles()) {
            // Its files or their mapping may be what was wrong, and has been corrected since.
            run.forget();
            state.again(mapping(), now).putInto(run);
        }
    }

    private String mapping() {
        return context.creditMapping().map(Location::toString).orElse(null);
    }

    private Location credits(LocalDate day) {
        if (request.credits().isEmpty()) {
            return context.creditsLocation().expand(day);
        }
        var text = request.credits().get();
        var wanted = text.contains("{") ? LocationTemplate.parse(text).expand(day) : Location.parse(text);
        if (!context.creditsLocation().contains(wanted)) {
            throw new RunException(new Problem(
                    "LOCATION_NOT_ALLOWED",
                    "The event's credits '" + text + "' lie outside "
                            + context.creditsLocation().fixedPart(),
                    "Put the file under that folder, or change CREDITS_LOCATION"));
        }
        return wanted;
    }

    private String filter() {
        return request.filter().filter(text -> !text.isBlank()).orElse(null);
    }

    /** What the request leaves open, it takes as the run has it. */
    @Override
    public void mustMean(RunRecord run) {
        var state = ReconcileState.of(run);
        var differs = request.credits().isPresent()
                        && !credits(state.businessDate).toString().equals(state.credits)
                || request.filter().isPresent() && !Objects.equals(filter(), state.askedFilter)
                || request.ignoreExtra() && !state.ignoreExtra;
        if (differs) {
            throw new RunException(new Problem(
                    "RUN_INPUT_DIFFERS",
                    "The run " + run.runId() + " compares " + state.credits + " with IM's credits of "
                            + (state.askedFilter == null ? "the files' periods" : state.askedFilter)
                            + (state.ignoreExtra ? ", ignoring what only IM has" : ""),
                    "Compare the other under another runId"));
        }
    }

    @Override
    public RunWork work(RunSession session) {
        return new ReconcileRun(context, session);
    }
}
