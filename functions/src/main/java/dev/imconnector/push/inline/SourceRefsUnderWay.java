package dev.imconnector.push.inline;

import dev.imconnector.credit.Credit;
import dev.imconnector.im.OutOfTimeException;
import dev.imconnector.time.Deadline;
import java.time.Clock;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which credits are on their way to IM for callers of this process, so that requests which are answered at the same time
 * never have one sourceRef under way twice: whether IM tells two apart that arrive together is not known. Other processes
 * are not seen; for them IM's own memory of sourceRefs has to do. Safe for use by several threads.
 */
public final class SourceRefsUnderWay {

    /** A wait is checked again after this time, whatever the wall clock did meanwhile. */
    private static final long MOST_MILLIS = 1_000;

    private final Set<String> underWay = new HashSet<>();
    private final Clock clock;

    public SourceRefsUnderWay(Clock clock) {
        this.clock = clock;
    }

    /** Credits that nobody else sends until this is closed. */
    public final class Claim implements AutoCloseable {

        private final Set<String> sourceRefs;

        private Claim(Set<String> sourceRefs) {
            this.sourceRefs = sourceRefs;
        }

        @Override
        public void close() {
            synchronized (SourceRefsUnderWay.this) {
                underWay.removeAll(sourceRefs);
                SourceRefsUnderWay.this.notifyAll();
            }
        }
    }

    /**
     * Waits until none of these is under way, and takes all of them: all or none, so that two callers never wait for each
     * other.
     *
     * @throws OutOfTimeException when some are still under way at the deadline
     */
    public Claim claim(List<Credit> credits, Deadline deadline) throws InterruptedException {
        var wanted = credits.stream().map(Credit::sourceRef).collect(Collectors.toSet());
        synchronized (this) {
            while (!Collections.disjoint(wanted, underWay)) {
                var left = deadline.remaining(clock).toMillis();
                if (left <= 0) {
                    throw new OutOfTimeException();
                }
                wait(Math.min(left, MOST_MILLIS));
            }
            underWay.addAll(wanted);
        }
        return new Claim(wanted);
    }
}
