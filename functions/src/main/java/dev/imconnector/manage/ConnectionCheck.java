package dev.imconnector.manage;

import dev.imconnector.im.CallTimes;
import dev.imconnector.im.ConnectionProbe;
import dev.imconnector.oauth.Deadline;
import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;

/** The test of an OAuth set-up: a token first, then, for a client that may read, one participant. */
public final class ConnectionCheck {

    private final ConnectionProbe probe;
    private final boolean mayRead;

    /** @param mayRead whether the client may read; one that may only write is done once it has a token */
    public ConnectionCheck(ConnectionProbe probe, boolean mayRead) {
        this.probe = probe;
        this.mayRead = mayRead;
    }

    /**
     * How one step went.
     *
     * @param name {@code token} or {@code participant}
     * @param ok whether it worked
     * @param error why not, or null
     */
    public record Step(String name, boolean ok, Problem error) {}

    /**
     * How the check went.
     *
     * @param ok whether every step worked
     * @param steps in order, up to the first that did not
     */
    public record Report(boolean ok, List<Step> steps) {}

    @FunctionalInterface
    private interface Action {
        void run() throws InterruptedException;
    }

    /**
     * Does the check.
     *
     * @throws InterruptedException when the thread was interrupted
     */
    public Report check(Deadline deadline) throws InterruptedException {
        var steps = new ArrayList<Step>();
        steps.add(step("token", () -> probe.token(deadline)));
        if (mayRead && steps.get(0).ok()) {
            steps.add(step("participant", () -> probe.oneParticipant(CallTimes.until(deadline))));
        }
        return new Report(steps.stream().allMatch(Step::ok), steps);
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
