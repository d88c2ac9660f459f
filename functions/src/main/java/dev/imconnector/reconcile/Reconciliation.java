package dev.imconnector.reconcile;

import dev.imconnector.run.RunKind;
import dev.imconnector.run.RunRecord;
import dev.imconnector.time.Deadline;

/**
 * Compares the CRM's files with the credits that IM holds, over as many invocations as it takes. First IM's credits are
 * pulled, resumed like any pull; then they are compared, which is begun anew by the next invocation when time runs out.
 *
 * <p>That there are differences is no failure of the run: they are counted in its record. What holds for every run is
 * {@link dev.imconnector.run.RunEngine}'s.
 */
public final class Reconciliation {

    private final ReconcileContext context;

    public Reconciliation(ReconcileContext context) {
        this.context = context;
    }

    /**
     * Begins a run, or resumes it.
     *
     * @param deadline when the invocation ends
     * @return the run's record, as {@link dev.imconnector.run.RunEngine#run} answers it
     */
    public RunRecord reconcile(ReconcileRequest request, Deadline deadline) {
        return context.engine()
                .run(RunKind.RECONCILIATION, request.runId(), () -> new ReconcileJob(context, request), deadline);
    }
}
