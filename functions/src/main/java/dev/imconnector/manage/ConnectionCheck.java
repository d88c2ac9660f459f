package dev.imconnector.manage;

import dev.imconnector.im.CallTimes;
import dev.imconnector.im.ImDeniedException;
import dev.imconnector.im.dialect.ReadCheck;
import dev.imconnector.im.read.ConnectionProbe;
import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.time.Deadline;
import java.util.ArrayList;
import java.util.List;

/**
 * The test of an OAuth set-up: a token first, then whatever the client must be able to read, one row of each. For one that
 * need not read anything, whether IM refuses it a read: a tenant that does not is told so, for it is no error of the set-up's
 * own.
 */
public final class ConnectionCheck {

    private final ConnectionProbe probe;
    private final boolean mayRead;

    /** @param mayRead whether the client may read; one that may only write is to be refused */
    public ConnectionCheck(ConnectionProbe probe, boolean mayRead) {
        this.probe = probe;
        this.mayRead = mayRead;
    }

    /**
     * How one step went.
     *
     * @param name {@code token}, what was read (such as {@code participant}), and for a client that need not read
     *     {@code read-refused} or {@code may-read-too}
     * @param ok whether it worked
     * @param error why not, or null
     */
    public record Step(String name, boolean ok, Problem error) {}

    /**
     * How the check went.
     *
     * @param ok whether every step worked
     * @param steps in order, up to the first that did not for another reason than that the client may not do it
     */
    public record Report(boolean ok, List<Step> steps) {}

    @FunctionalInterface
    private interface Action {
        void run() throws InterruptedException;
    }

    /**
     * Runs the check.
     *
     * @throws InterruptedException when the thread was interrupted
     */
    public Report check(Deadline deadline) throws InterruptedException {
        var steps = new ArrayList<Step>();
        steps.add(step("token", () -> probe.token(deadline)));
        var times = CallTimes.until(deadline);
        if (steps.get(0).ok()) {
            var checks = probe.checks(mayRead);
            if (checks.isEmpty()) {
                steps.add(refusal(times));
            }
            read(checks, times, steps);
        }
        return new Report(steps.stream().allMatch(Step::ok), steps);
    }

    private void read(List<ReadCheck> checks, CallTimes times, List<Step> steps) throws InterruptedException {
        for (var check : checks) {
            var step = step(check.name(), () -> probe.read(check, times));
            steps.add(step);
            if (!step.ok() && !step.error().code().equals(ImDeniedException.FORBIDDEN)) {
                return;
            }
        }
    }

    private Step refusal(CallTimes times) throws InterruptedException {
        var read = step("may-read-too", () -> probe.something(times));
        if (read.ok()) {
            return read;
        }
        var isRefused = read.error().code().equals(ImDeniedException.FORBIDDEN);
        return new Step("read-refused", isRefused, isRefused ? null : read.error());
    }

    private static Step step(String name, Action action) throws InterruptedException {
        try {
            action.run();
            return new Step(name, true, null);
        } catch (ProblemException e) {
            return new Step(name, false, e.problem());
        }
    }
}
