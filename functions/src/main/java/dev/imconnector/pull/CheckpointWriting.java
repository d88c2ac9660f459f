package dev.imconnector.pull;

import dev.imconnector.run.Workers;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * The checkpoint that is being written while the run goes on: one at a time, so that they arrive in their order. For use
 * by one thread.
 */
final class CheckpointWriting {

    private Future<?> underWay;
    private boolean failed;

    /** Waits for the one before, and has this one written. */
    void begin(Workers workers, Runnable write) {
        await();
        underWay = workers.submit(() -> {
            write.run();
            return null;
        });
    }

    /**
     * Waits until nothing is being written any more, even when the thread is interrupted, which it still is then: a store
     * bounds its calls itself, and a part that was given up half-way might be named later.
     *
     * @throws RuntimeException what the writing ended with
     */
    void await() {
        var interrupted = false;
        try {
            while (underWay != null) {
                try {
                    underWay.get();
                    underWay = null;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    underWay = null;
                    failed = true;
                    throw unwrapped(e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Whether one has not been written: then what it says must not be stored by others either. */
    boolean hasFailed() {
        return failed;
    }

    private static RuntimeException unwrapped(ExecutionException e) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return e.getCause() instanceof RuntimeException runtime
                ? runtime
                : new IllegalStateException("A checkpoint ended with an exception that it does not declare", e);
    }
}
