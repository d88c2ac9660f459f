package dev.imconnector.run;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The threads that talk to IM while the run continues with what it has. */
public interface Workers extends AutoCloseable {

    /** Runs the task, now or later, in the order of submission. */
    <T> Future<T> submit(Callable<T> task);

    /** Stops the tasks that are still running, by interrupting them. */
    @Override
    void close();

    /** That many threads, gone when closed: none may be left when the environment is frozen. */
    static Workers threads(int count) {
        return new Threads(Executors.newFixedThreadPool(count, task -> {
            var thread = new Thread(task, "im-worker");
            thread.setDaemon(true);
            return thread;
        }));
    }

    /** The caller's own thread: one thing after the other, for a simulation in virtual time. */
    static Workers caller() {
        return new Workers() {
            @Override
            public <T> Future<T> submit(Callable<T> task) {
                try {
                    return CompletableFuture.completedFuture(task.call());
                } catch (Exception e) {
                    return CompletableFuture.failedFuture(e);
                }
            }

            @Override
            public void close() {
                // Every task has ended when submit returns.
            }
        };
    }

    /** @param executor whose threads do the work */
    record Threads(ExecutorService executor) implements Workers {

        @Override
        public <T> Future<T> submit(Callable<T> task) {
            return executor.submit(task);
        }

        @Override
        public void close() {
            executor.shutdownNow();
        }
    }
}
