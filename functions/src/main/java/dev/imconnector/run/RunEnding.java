package dev.imconnector.run;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.problem.Transient;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How an invocation leaves a run that it cannot bring to its end: out of time, waiting for something outside (60 s,
 * doubling to 600 s), or, once it has been gone on with for too long, not at all.
 */
final class RunEnding {

    private static final Logger LOG = LoggerFactory.getLogger(RunEnding.class);

    private static final long SHORTEST_WAIT = 60;
    private static final long LONGEST_WAIT = 600;
    private static final int MOST_DOUBLINGS = 10;

    private final RunSession session;
    private final RunRecord run;
    private final Optional<RunWork.GiveUp> giveUp;

    /** @param giveUp empty when the run waits for nothing but the next invocation */
    RunEnding(RunSession session, Optional<RunWork.GiveUp> giveUp) {
        this.session = session;
        this.run = session.run();
        this.giveUp = giveUp;
    }

    /** Whether the problem may be gone by the next invocation. */
    boolean passes(ProblemException why) {
        return why.passing()
                .filter(passing -> giveUp.isPresent() || passing.reason() == Transient.Reason.TIME)
                .filter(passing ->
                        passing.reason() != Transient.Reason.TOKEN_REFUSED_AT_ONCE || !run.metARefusedTokenBefore())
                .isPresent();
    }

    /**
     * Leaves the run because of a problem that passes; the record is to be saved then.
     *
     * @return why the run must end FAILED all the same, because it has been gone on with for too long; or empty
     */
    Optional<Problem> leave(ProblemException why) {
        var passing = why.passing().orElseThrow();
        if (!isForLackOfTime(passing)) {
            return waitFor(why.problem(), passing, giveUp.orElseThrow());
        }
        run.outOfTime(session.now());
        return giveUp.flatMap(each ->
                giveUpAfter(why.problem(), each.progress().at(), each.policy().withoutProgress()));
    }

    /** A failure near the end of the invocation says little, unless it names a moment: there was no time to try again. */
    private boolean isForLackOfTime(Transient passing) {
        return passing.reason() == Transient.Reason.TIME
                || passing.reason() != Transient.Reason.INPUT
                        && !isOfToken(passing)
                        && session.heartbeat().isOver()
                        && moment(passing).isEmpty();
    }

    private static boolean isOfToken(Transient passing) {
        return passing.reason() == Transient.Reason.TOKEN_REFUSED
                || passing.reason() == Transient.Reason.TOKEN_REFUSED_AT_ONCE;
    }

    /** The moment before which nobody is to be asked, if one was named. */
    private Optional<Instant> moment(Transient passing) {
        return Optional.ofNullable(passing.notBefore()).filter(moment -> moment.isAfter(session.now()));
    }

    private Optional<Problem> waitFor(Problem why, Transient passing, RunWork.GiveUp until) {
        LOG.warn("The run waits, {}: {}", passing.reason(), why.message());
        var progress = until.progress();
        var moment = moment(passing);
        run.waitFor(reason(passing.reason()), wait(moment, progress.waits()), session.now());
        run.waitsUntil(moment.orElse(null));
        if (isOfToken(passing)) {
            run.meetsARefusedToken(session.now());
        }
        if (moment.isEmpty()) {
            progress.waited();
        }
        return passing.reason() == Transient.Reason.INPUT
                ? giveUpAfter(
                        why, run.waiting().orElseThrow().since(), until.policy().forInput())
                : giveUpAfter(why, progress.at(), until.policy().withoutProgress());
    }

    private Duration wait(Optional<Instant> notBefore, int waits) {
        var doubled = Duration.ofSeconds(Math.min(LONGEST_WAIT, SHORTEST_WAIT << Math.min(waits, MOST_DOUBLINGS)));
        return notBefore
                .map(moment -> session.until(moment).plusMillis(999))
                .filter(asked -> asked.compareTo(doubled) > 0)
                .orElse(doubled);
    }

    private static Waiting.Reason reason(Transient.Reason reason) {
        return switch (reason) {
            case INPUT -> Waiting.Reason.INPUT;
            case RATE_LIMIT -> Waiting.Reason.RATE_LIMIT;
            case IM_UNAVAILABLE, TOKEN_REFUSED, TOKEN_REFUSED_AT_ONCE -> Waiting.Reason.IM_UNAVAILABLE;
            case TIME -> throw new IllegalArgumentException("Time is not waited for");
        };
    }

    private Optional<Problem> giveUpAfter(Problem last, Instant since, Duration longest) {
        if (session.now().isBefore(since.plus(longest))) {
            return Optional.empty();
        }
        var code = last.code().equals("INPUT_NOT_FOUND") ? last.code() : "GAVE_UP";
        return Optional.of(new Problem(
                code,
                last.message() + "; given up after " + longest.toMinutes() + " minutes",
                last.fix() + "; then call again with \"retry\": true"));
    }
}
