package dev.imconnector.push;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.problem.Transient;
import dev.imconnector.time.Sleeper;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Whether the second pass still sends. Once something has stopped it, no batch is begun; unless that was only for lack
 * of time, no further request of a batch under way either, and nobody waits to send one. Every request that has been
 * sent gets its answer all the same: given up before, it would leave IM at work on credits that are soon sent again.
 * Safe for use by several threads.
 */
final class SendingGate {

    /** The longest wait behind a closed gate. */
    private static final Duration STRETCH = Duration.ofSeconds(1);

    private final AtomicReference<RuntimeException> reason = new AtomicReference<>();

    /** Thrown where a request would have been sent, or waited for. */
    static final class ClosedException extends ProblemException {

        private static final long serialVersionUID = 1L;

        ClosedException() {
            super(new Problem(
                    "SENDING_STOPPED",
                    "The request was not sent, because the run stops for another reason",
                    "Look at the run's error, or at what it waits for"));
        }
    }

    /** Stops the sending. The first reason counts; lack of time gives way to any other. */
    void stop(RuntimeException why) {
        reason.accumulateAndGet(why, (first, next) -> first == null || isForTime(first) ? next : first);
    }

    /** Whether no batch may be begun. */
    boolean isStopped() {
        return reason.get() != null;
    }

    /** What stopped it, or null. */
    RuntimeException reason() {
        return reason.get();
    }

    /** @throws ClosedException when no request may be sent */
    void pass() {
        var why = reason.get();
        if (why != null && !isForTime(why)) {
            throw new ClosedException();
        }
    }

    /** What begins in time has some time to end in, which its own deadline bounds. */
    private static boolean isForTime(RuntimeException why) {
        return why instanceof ProblemException problem
                && problem.passing()
                        .filter(passing -> passing.reason() == Transient.Reason.TIME)
                        .isPresent();
    }

    /** Waits as that sleeper does, but not behind a closed gate. */
    Sleeper watching(Sleeper sleeper) {
        return duration -> {
            pass();
            var left = duration;
            while (left.compareTo(STRETCH) > 0) {
                sleeper.sleep(STRETCH);
                pass();
                left = left.minus(STRETCH);
            }
            sleeper.sleep(left);
        };
    }
}
