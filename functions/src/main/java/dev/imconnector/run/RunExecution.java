package dev.imconnector.run;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.store.Location;
import dev.imconnector.store.StoreException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How one invocation's work on a run ends: COMPLETED, left for the next one, or FAILED. For one use. */
final class RunExecution {

    private static final Logger LOG = LoggerFactory.getLogger(RunExecution.class);

    private final RunSession session;
    private final RunWork work;
    private final RunRecord run;
    private final RunJournal journal;

    RunExecution(RunSession session, RunWork work) {
        this.session = session;
        this.work = work;
        this.run = session.run();
        this.journal = session.journal();
    }

    /** Works until the run ends or the invocation must; the record says which, and is stored. */
    RunRecord run() {
        try {
            workOrStop();
        } catch (StoreException | LeaseLostException e) {
            throw e;
        } catch (ProblemException e) {
            LOG.warn("What the run leaves behind could not be composed: {}", e.getMessage());
            fail(e.problem());
        } catch (InterruptedException e) {
            leaveForLackOfTime();
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            journal.await();
            LOG.error("An unexpected error ends the run", e);
            failUnexpectedly();
        }
        return run;
    }

    private void workOrStop() throws InterruptedException {
        try {
            if (work.goOn()) {
                end(Optional.empty());
            } else {
                leave();
            }
        } catch (StoreException | LeaseLostException e) {
            throw e;
        } catch (ProblemException e) {
            journal.await();
            stop(e);
        }
    }

    private void stop(ProblemException why) {
        var ending = new RunEnding(session, work.giveUp());
        if (!ending.passes(why)) {
            endFailed(why.problem());
            return;
        }
        var givenUp = ending.leave(why);
        if (givenUp.isEmpty()) {
            leave();
        } else {
            work.leave();
            endGivenUp(givenUp.get());
        }
    }

    private void endFailed(Problem why) {
        try {
            end(Optional.of(why));
        } catch (TimeUpException e) {
            leaveForLackOfTime();
        }
    }

    /** A run without progress must not be kept alive for its outputs. */
    private void endGivenUp(Problem why) {
        try {
            end(Optional.of(why));
        } catch (TimeUpException e) {
            fail(why);
        }
    }

    private void end(Optional<Problem> failure) {
        var why = work.compose(failure);
        if (why.isPresent()) {
            fail(why.get());
            return;
        }
        var leftovers = work.leftovers();
        run.complete(session.now());
        journal.checkpoint();
        delete(leftovers);
    }

    private void fail(Problem why) {
        run.fail(why, session.now());
        journal.checkpoint();
    }

    private void failUnexpectedly() {
        var why = new Problem(
                "INTERNAL_ERROR",
                "The run met an unexpected error",
                "Find this request in the function's log and report the error; \"retry\": true continues the run");
        if (work.isAlwaysWhole()) {
            fail(why);
        } else {
            run.fail(why, session.now());
            journal.saveRecord();
        }
    }

    private void leaveForLackOfTime() {
        run.outOfTime(session.now());
        leave();
    }

    private void leave() {
        work.leave();
        journal.checkpoint();
    }

    private void delete(List<Location> leftovers) {
        try {
            for (var each : leftovers) {
                if (session.heartbeat().isOver()) {
                    return;
                }
                session.store().delete(each);
            }
        } catch (StoreException e) {
            // The run is complete and its outputs are composed; what stays behind is only clutter.
            LOG.warn("Parts of the completed run could not be deleted: {}", e.getMessage());
        }
    }
}
