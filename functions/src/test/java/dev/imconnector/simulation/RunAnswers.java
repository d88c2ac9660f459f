package dev.imconnector.simulation;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunRecords;
import dev.imconnector.run.RunStatus;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;

/** What must hold for every answer of an invocation. */
final class RunAnswers {

    /** The window of the rate limit, and then some: a longer wait without a request after it belongs to the workflow. */
    private static final Duration LONGEST_WAIT_IN_VAIN = Duration.ofSeconds(75);

    /** Until IM is done with a request that it has not answered, a tenant is not asked what became of it. */
    private static final Duration TO_SETTLE = Duration.ofSeconds(95);

    private RunAnswers() {}

    static String text(RunRecord answer) {
        try {
            return RunRecords.json().writeValueAsString(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static String trace(Throwable failure) {
        var trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace, true));
        return trace.toString();
    }

    private static Duration longest(World world) {
        return world.history.kind().isOfATenant() ? LONGEST_WAIT_IN_VAIN.plus(TO_SETTLE) : LONGEST_WAIT_IN_VAIN;
    }

    static void check(World world, Machine machine, RunRecord answer) {
        var open = answer.status() == RunStatus.INCOMPLETE || answer.status() == RunStatus.RUNNING;
        if (open != answer.resumeAfter().isPresent()) {
            world.violated(
                    "Who is to call again is told when",
                    Records.summary(RunRecords.json().valueToTree(answer)));
        }
        if (machine.waitedInVain().compareTo(longest(world)) > 0
                && !world.haveClocksJumped()
                && world.disk.content(world.history.kind().stop()).isEmpty()) {
            world.violated(
                    "No wait is slept that should have been handed back",
                    machine + " waited " + machine.waitedInVain().toSeconds() + " s and sent nothing more");
        }
    }
}
