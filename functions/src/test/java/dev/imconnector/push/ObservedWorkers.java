package dev.imconnector.push;

import dev.imconnector.run.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;

/** Real threads that tell which of their tasks, counted from 1, is waited for: the order of events without a sleep. */
final class ObservedWorkers implements Workers {

    private final Workers threads;
    private final IntConsumer whenAwaited;
    private final List<Future<?>> tasks = new ArrayList<>();
    private int unfinishedAtTheEnd = -1;

    ObservedWorkers(int count, IntConsumer whenAwaited) {
        this.threads = Workers.threads(count);
        this.whenAwaited = whenAwaited;
    }

    /** How many tasks had not ended when the workers were closed, or -1 before that. */
    int unfinishedAtTheEnd() {
        return unfinishedAtTheEnd;
    }

    /** Waits for a task without being noticed. */
    void awaitEnd(int number) {
        try {
            tasks.get(number - 1).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("The task did not end by itself", e);
        }
    }

    @Override
    public <T> Future<T> submit(Callable<T> task) {
        var future = threads.submit(task);
        tasks.add(future);
        return new Observed<>(future, tasks.size());
    }

    @Override
    public void close() {
        unfinishedAtTheEnd = (int) tasks.stream().filter(task -> !task.isDone()).count();
        threads.close();
    }

    private final class Observed<T> implements Future<T> {

        private final Future<T> future;
        private final int number;

        Observed(Future<T> future, int number) {
            this.future = future;
            this.number = number;
        }

        @Override
        public T get() throws InterruptedException, ExecutionException {
            whenAwaited.accept(number);
            return future.get();
        }

        @Override
        public T get(long time, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
            whenAwaited.accept(number);
            return future.get(time, unit);
        }

        @Override
        public boolean cancel(boolean mayInterrupt) {
            return future.cancel(mayInterrupt);
        }

        @Override
        public boolean isCancelled() {
            return future.isCancelled();
        }

        @Override
        public boolean isDone() {
            return future.isDone();
        }
    }
}
