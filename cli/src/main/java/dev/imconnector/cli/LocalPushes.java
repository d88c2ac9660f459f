package dev.imconnector.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.cli.api.StartedPushes;
import dev.imconnector.problem.ProblemException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The pushes that {@code im api} has started, each to its end on a thread of its own. Closed, it lets the invocations
 * under way come to their end and begins no further one: each run can be resumed by its id. Safe for use by several
 * threads.
 */
final class LocalPushes implements StartedPushes {

    /** Most of them wait, and each has a thread: more at a time than anybody watches. */
    private static final int MOST_AT_A_TIME = 16;

    private static final int IDLE_SECONDS = 30;
    private static final Duration LONGEST_STOP = Duration.ofSeconds(60);

    private final Console console;
    private final Map<String, String> environment;
    private final Clock clock;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService threads = new ThreadPoolExecutor(
            0, MOST_AT_A_TIME, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                var thread = new Thread(task, "im-api-push");
                thread.setDaemon(true);
                return thread;
            });

    /** @param environment of the pushes, with the place of their files */
    LocalPushes(Console console, Map<String, String> environment, Clock clock) {
        this.console = console;
        this.environment = Map.copyOf(environment);
        this.clock = clock;
    }

    @Override
    public boolean start(ObjectNode event) {
        var push = LocalRun.push(environment, clock, this::pause);
        try {
            threads.execute(() -> push(push, event));
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    private void pause(Duration pause) throws InterruptedException {
        if (closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new InterruptedException("The API is closed");
        }
    }

    private void push(LocalRun push, ObjectNode event) {
        try {
            new RunText(console).show(push.untilItEnds(event, text -> console.note("%s", text)));
        } catch (ProblemException e) {
            console.problem(e.problem());
        } catch (IOException e) {
            console.note(
                    "The push %s ended without an answer: %s",
                    event.path("runId").asText(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS)) {
                console.note(
                        "A push is still under way after %d s; im no longer waits for" + " it.",
                        LONGEST_STOP.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
