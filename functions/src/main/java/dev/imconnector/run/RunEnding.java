package dev.imconnector.run;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.problem.Transient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How an invocation leaves a run that it cannot bring to its end: out of time, waiting for something outside (60 s,
 * doubling to 600 s), or, once patience has ended, FAILED.
 */
public final class RunEnding {

    private static final Logger LOG = LoggerFactory.getLogger(RunEnding.class);

    private static final long SHORTEST_WAIT = 60;
    private static final long LONGEST_WAIT = 600;
    private static final int MOST_DOUBLINGS = 10;

    private final RunRecord run;
    private final RunProgress progress;
    private final InvocationTimes times;
    private final GiveUpPolicy patience;
    private final Clock clock;

    public RunEnding(RunRecord run, RunProgress progress, InvocationTimes times, GiveUpPolicy patience, Clock clock) {
        this.run = run;
        this.progress = progress;
        this.times = times;
        this.patience = patience;
        this.clock = clock;
    }

    /**
     * Leaves the run because of a problem that passes; the record is to be saved then.
     *
     * @return false when it does not pass: the run is as it was, and must fail
     */
    public boolean leave(ProblemException why) {
        var passing = why.passing();
        if (passing.isEmpty()) {
            return false;
        }
        if (isForLackOfTime(passing.get())) {
            run.outOfTime(clock.instant());
            giveUpAfter(why.problem(), progress.at(), patience.withoutProgress());
        } else {
            waitFor(why.problem(), passing.get());
        }
        return true;
    }

    /** A failure near the end of the invocation says little: there was no time to try again. */
    private boolean isForLackOfTime(Transient passing) {
        return passing.reason() == Transient.Reason.TIME
                || passing.reason() != Transient.Reason.INPUT && times.begin().hasPassed(clock);
    }

    private void waitFor(Problem why, Transient passing) {
        LOG.warn("The run waits, {}: {}", passing.reason(), why.message());
        run.waitFor(reason(passing.reason()), wait(passing.notBefore()), clock.instant());
        progress.waited();
        if (passing.reason() == Transient.Reason.INPUT) {
            giveUpAfter(why, run.waiting().orElseThrow().since(), patience.forInput());
        } else {
            giveUpAfter(why, progress.at(), patience.withoutProgress());
        }
    }

    private Duration wait(Instant notBefore) {
        var doubled =
                Duration.ofSeconds(Math.min(LONGEST_WAIT, SHORTEST_WAIT << Math.min(progress.waits(), MOST_DOUBLINGS)));
        if (notBefore == null) {
            return doubled;
        }
        var asked = Duration.between(clock.instant(), notBefore).plusMillis(999);
        return asked.compareTo(doubled) > 0 ? asked : doubled;
    }

    private static Waiting.Reason reason(Transient.Reason reason) {
        return switch (reason) {
            case INPUT -> Waiting.Reason.INPUT;
            case RATE_LIMIT -> Waiting.Reason.RATE_LIMIT;
            case IM_UNAVAILABLE -> Waiting.Reason.IM_UNAVAILABLE;
            case TIME -> throw new IllegalArgumentException("Time is not waited for");
        };
    }

    private void giveUpAfter(Problem last, Instant since, Duration patienceForIt) {
        if (clock.instant().isBefore(since.plus(patienceForIt))) {
            return;
        }
        var code = last.code().equals("INPUT_NOT_FOUND") ? last.code() : "GAVE_UP";
        run.fail(
                new Problem(
                        code,
                        last.message() + "; given up after " + patienceForIt.toMinutes() + " minutes",
                        last.fix() + "; then call again with \"retry\": true"),
                clock.instant());
    }
}
