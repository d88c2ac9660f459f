package dev.imconnector.reconcile;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.run.LeaseLostException;
import dev.imconnector.run.RunException;
import dev.imconnector.run.RunId;
import dev.imconnector.run.RunKind;
import dev.imconnector.run.RunLease;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunStatus;
import dev.imconnector.store.Location;
import dev.imconnector.store.LocationTemplate;
import dev.imconnector.store.StoreException;
import dev.imconnector.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;

/**
 * Compares the CRM's files with the credits that IM holds, over as many invocations as it takes. First IM's credits are
 * pulled, resumed like any pull; then they are compared, which is begun anew by the next invocation when time runs out.
 *
 * <p>Whatever goes wrong becomes a FAILED or INCOMPLETE record; only a store that cannot be reached is thrown. That there
 * are differences is no failure of the run: they are counted in its record. Safe for use by several threads and processes.
 */
public final class Reconciliation {

    private final ReconcileContext context;

    public Reconciliation(ReconcileContext context) {
        this.context = context;
    }

    /**
     * Begins a run, or goes on with it.
     *
     * @param deadline when the invocation ends
     * @return the run's record as it is stored; for a request that cannot become a run, one that is not
     */
    public RunRecord reconcile(ReconcileRequest request, Deadline deadline) {
        try {
            var date = context.calendar().businessDate(request.scheduledTime().orElse(now()));
            var runId = new RunId(request.runId().orElse("reconcile-" + date));
            return reconcile(request, runId, date, deadline);
        } catch (StoreException | LeaseLostException e) {
            throw e;
        } catch (ProblemException e) {
            return RunRecord.refused(
                    request.runId().orElse(null), RunKind.RECONCILIATION, e.problem(), context.version(), now());
        }
    }

    private RunRecord reconcile(ReconcileRequest request, RunId runId, LocalDate date, Deadline deadline) {
        var found = context.records().find(runId);
        try {
            if (found.isEmpty()) {
                return work(begin(request, runId, date), false, deadline);
            }
            var run = found.get().run();
            mustBeThatOf(run, request);
            if (run.status() == RunStatus.COMPLETED || run.status() == RunStatus.FAILED && !request.retry()) {
                return run;
            }
            var held = found.get().heldFor(context.clock());
            if (held.isPresent()) {
                return run.heldUntil(held.get());
            }
            var retries = run.status() == RunStatus.FAILED;
            return work(
                    context.records().takeUp(found.get(), context.owners().get(), context.leaseTime()),
                    retries,
                    deadline);
        } catch (LeaseLostException e) {
            return context.records().find(runId).orElseThrow(() -> e).run().heldUntil(Duration.ofSeconds(10));
        }
    }

    private RunRecord work(RunLease lease, boolean retries, Deadline deadline) {
        return new ReconcileRun(context, lease, deadline).work(retries);
    }

    private RunLease begin(ReconcileRequest request, RunId runId, LocalDate date) {
        var run = RunRecord.begin(runId, RunKind.RECONCILIATION, null, context.version(), now());
        ReconcileState.begin(
                        credits(request, date).toString(),
                        date,
                        context.creditMapping().map(Location::toString).orElse(null),
                        filter(request),
                        request.ignoreExtra())
                .putInto(run);
        return context.records().begin(run, context.owners().get(), context.leaseTime());
    }

    private Location credits(ReconcileRequest request, LocalDate date) {
        if (request.credits().isEmpty()) {
            return context.creditsLocation().expand(date);
        }
        var text = request.credits().get();
        var wanted = text.contains("{") ? LocationTemplate.parse(text).expand(date) : Location.parse(text);
        if (!context.creditsLocation().contains(wanted)) {
            throw new RunException(new Problem(
                    "LOCATION_NOT_ALLOWED",
                    "The event's credits '" + text + "' lie outside "
                            + context.creditsLocation().fixedPart(),
                    "Put the file under that folder, or change CREDITS_LOCATION"));
        }
        return wanted;
    }

    private static String filter(ReconcileRequest request) {
        return request.filter().filter(text -> !text.isBlank()).orElse(null);
    }

    /** What the request leaves open, it takes as the run has it. */
    private void mustBeThatOf(RunRecord run, ReconcileRequest request) {
        if (run.kind() != RunKind.RECONCILIATION) {
            throw new RunException(new Problem(
                    "RUN_ID_TAKEN",
                    "The runId " + run.runId() + " belongs to a run of another kind",
                    "Choose another runId"));
        }
        var state = ReconcileState.of(run);
        var differs = request.credits().isPresent()
                        && !credits(request, state.businessDate).toString().equals(state.credits)
                || request.filter().isPresent() && !Objects.equals(filter(request), state.askedFilter)
                || request.ignoreExtra() && !state.ignoreExtra;
        if (differs) {
            throw new RunException(new Problem(
                    "RUN_INPUT_DIFFERS",
                    "The run " + run.runId() + " compares " + state.credits + " with IM's credits of "
                            + (state.askedFilter == null ? "the files' periods" : state.askedFilter)
                            + (state.ignoreExtra ? ", what IM alone has ignored" : ""),
                    "Compare the other under another runId"));
        }
    }

    private Instant now() {
        return context.clock().instant();
    }
}
