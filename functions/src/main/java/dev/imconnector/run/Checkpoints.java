package dev.imconnector.run;

import dev.imconnector.store.ObjectStore;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Writes checkpoints beside the work, one at a time and in their order: first the parts, then the record that names
 * them. What a checkpoint says was fixed when it was begun, so the run may go on meanwhile. After one that failed no
 * other can be written: the record would name parts that are not there. For use by one thread.
 */
final class Checkpoints {

    private static final Future<Void> NONE = CompletableFuture.completedFuture(null);

    private final ObjectStore store;
    private final RunLease lease;
    private Future<Void> underWay = NONE;

    Checkpoints(ObjectStore store, RunLease lease) {
        this.store = store;
        this.lease = lease;
    }

    /** Has a worker write a checkpoint, once the one before has been written. */
    void begin(Workers writer, List<Part> parts, RunLease.Snapshot snapshot) {
        await();
        underWay = writer.submit(() -> {
            parts.forEach(part -> part.write(store));
            lease.save(snapshot);
            return null;
        });
    }

    /** Throws what went wrong with the checkpoint under way, if that is known already. */
    void lookAt() {
        if (underWay.isDone()) {
            await();
        }
    }

    /**
     * Waits until the checkpoint under way is written. Not to be interrupted: the store bounds the time itself, and a
     * write that is cut off leaves it open whether the record holds it. An interrupt is kept for the next wait.
     */
    void await() {
        var interrupted = false;
        try {
            while (true) {
                try {
                    underWay.get();
                    underWay = NONE;
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw failure(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException failure(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException runtime ? runtime : new IllegalStateException(cause);
    }
}
