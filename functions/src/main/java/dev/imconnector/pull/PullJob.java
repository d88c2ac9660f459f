package dev.imconnector.pull;

import dev.imconnector.run.RunId;
import dev.imconnector.run.RunJob;
import dev.imconnector.run.RunKind;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunSession;
import dev.imconnector.run.RunStatus;
import dev.imconnector.run.RunWork;
import java.time.Instant;

/** What one call asks of a pull. */
final class PullJob implements RunJob {

    private final PullContext context;
    private final PullInput input;

    PullJob(PullContext context, PullInput input) {
        this.context = context;
        this.input = input;
    }

    @Override
    public RunKind kind() {
        return RunKind.RESULTS_PULL;
    }

    @Override
    public RunId runId() {
        return input.runId();
    }

    @Override
    public boolean retries() {
        return input.request().retry();
    }

    @Override
    public void mustMean(RunRecord run) {
        input.mustBeThatOf(run);
    }

    @Override
    public void begin(RunRecord run, Instant now) {
        input.freshState(now).putInto(run);
    }

    @Override
    public void resume(RunRecord run, Instant now) {
        if (run.checkpoint() == null || run.status() == RunStatus.FAILED && asksForOther(run)) {
            run.forget();
            input.freshState(now).putInto(run);
        } else {
            input.mustBeThatOf(run);
        }
    }

    /** A pull changes nothing in IM, and a failed one has left nothing that counts: a retry may be for other rows. */
    private boolean asksForOther(RunRecord run) {
        return input.differs(PullState.of(run).query).isPresent();
    }

    @Override
    public RunWork work(RunSession session) {
        return new PullRun(context, session);
    }
}
