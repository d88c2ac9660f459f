package dev.imconnector.push;

import dev.imconnector.run.RunException;
import dev.imconnector.run.RunId;
import dev.imconnector.run.RunJob;
import dev.imconnector.run.RunKind;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunSession;
import dev.imconnector.run.RunStatus;
import dev.imconnector.run.RunWork;
import java.time.Instant;
import java.util.Optional;

/** What one call asks of a push. A dry run never touches a real one; its record gives way to a real run. */
final class PushJob implements RunJob {

    private final PushContext context;
    private final PushInput input;

    PushJob(PushContext context, PushInput input) {
        this.context = context;
        this.input = input;
    }

    @Override
    public RunKind kind() {
        return RunKind.CREDIT_PUSH;
    }

    @Override
    public RunId runId() {
        return input.runId();
    }

    @Override
    public Optional<String> requestedBy() {
        return input.request().requestedBy();
    }

    @Override
    public boolean retries() {
        return input.request().retry();
    }

    @Override
    public boolean isFinal(RunRecord run) {
        if (CreditPush.isDryRun(run)) {
            return input.request().dryRun() && run.status() == RunStatus.COMPLETED;
        }
        return RunJob.super.isFinal(run);
    }

    @Override
    public void mustMean(RunRecord run) {
        mustNotLookAtARealRun(run);
        input.mustBeFromThePlaceOf(run);
        if (run.hasEnded()) {
            input.mustBeUnchangedSince(run);
        }
        if (run.status() == RunStatus.COMPLETED) {
            input.mustHaveNoMoreThan(run);
        }
    }

    private void mustNotLookAtARealRun(RunRecord run) {
        if (input.request().dryRun() && !CreditPush.isDryRun(run)) {
            throw new RunException(RunProblems.dryRunOfRealRun(run));
        }
    }

    /** The API names its caller by ARN; on one's own machine no schedule begins runs. */
    private boolean isAskedForByTheApi() {
        return requestedBy().filter(who -> who.startsWith("arn:")).isPresent();
    }

    @Override
    public void begin(RunRecord run, Instant now) {
        if (isAskedForByTheApi() && kind().isOfASchedule(runId())) {
            // Its caller may be too early for some of the night's files.
            throw new RunException(RunProblems.nameOfANight(runId()));
        }
        input.freshState(now).putInto(run);
    }

    @Override
    public void resume(RunRecord run, Instant now) {
        mustNotLookAtARealRun(run);
        var before = PushState.of(run);
        if (startsAnew(run, before)) {
            run.forget();
            var fresh = before.dryRun ? input.freshState(now) : input.freshStateAfter(before, now);
            // The limit is about all requests, whatever was begun anew meanwhile.
            fresh.rateWindow = before.rateWindow;
            fresh.putInto(run);
            return;
        }
        input.mustBeFromThePlaceOf(run);
        if (run.status() == RunStatus.FAILED) {
            before.sendAgain = true;
            before.putInto(run);
            run.forgetOutputs();
        }
    }

    /** A run that has sent nothing may start again when it failed or was a dry run; then even its input may differ. */
    private static boolean startsAnew(RunRecord run, PushState state) {
        return state.dryRun || !state.sending && run.status() == RunStatus.FAILED;
    }

    @Override
    public RunWork work(RunSession session) {
        return new PushRun(context, session, input);
    }
}
