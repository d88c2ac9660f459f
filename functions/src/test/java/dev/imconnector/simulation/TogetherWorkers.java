package dev.imconnector.simulation;

import dev.imconnector.run.Workers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Workers of one process as tasks of the kernel: so many at a time, their waits interleaved by it. */
final class TogetherWorkers implements Workers {

    private static final Duration LONG = Duration.ofDays(30);

    private final Kernel kernel;
    private final Kernel.Process process;
    private final int count;
    private final Deque<Work<?>> waiting = new ArrayDeque<>();
    private final Set<Work<?>> underWay = new HashSet<>();
    private boolean closed;

    TogetherWorkers(Kernel kernel, Kernel.Process process, int count) {
        this.kernel = kernel;
        this.process = process;
        this.count = count;
    }

    @Override
    public <T> Future<T> submit(Callable<T> task) {
        var work = new Work<>(task);
        waiting.add(work);
        beginNext();
        return work;
    }

    private void beginNext() {
        while (!closed && underWay.size() < count && !waiting.isEmpty()) {
            var next = waiting.remove();
            underWay.add(next);
            next.task = kernel.begin(process, next::run);
        }
    }

    @Override
    public void close() {
        closed = true;
        waiting.clear();
        underWay.forEach(work -> work.task.interrupt());
    }

    private final class Work<T> implements Future<T> {

        private final Callable<T> what;
        private Kernel.Task task;
        private T result;
        private Throwable failure;
        private boolean done;
        private boolean cancelled;

        Work(Callable<T> what) {
            this.what = what;
        }

        private void run() {
            try {
                result = what.call();
            } catch (Kernel.KilledError e) {
                throw e;
            } catch (Throwable e) {
                failure = e;
            }
            done = true;
            underWay.remove(this);
            beginNext();
        }

        @Override
        public boolean cancel(boolean mayInterrupt) {
            if (done) {
                return false;
            }
            cancelled = true;
            if (task == null) {
                waiting.remove(this);
            } else if (mayInterrupt) {
                task.interrupt();
            }
            return true;
        }

        @Override
        public boolean isCancelled() {
            return cancelled;
        }

        @Override
        public boolean isDone() {
            return done || cancelled;
        }

        @Override
        public T get() throws InterruptedException, ExecutionException {
            if (!kernel.awaitInterruptibly(this::isDone, LONG)) {
                throw new Kernel.StuckError("A worker never ends");
            }
            return outcome();
        }

        @Override
        public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
            if (!kernel.awaitInterruptibly(this::isDone, Duration.of(timeout, unit.toChronoUnit()))) {
                throw new TimeoutException();
            }
            return outcome();
        }

        private T outcome() throws ExecutionException {
            if (cancelled) {
                throw new CancellationException();
            }
            if (failure != null) {
                throw new ExecutionException(failure);
            }
            return result;
        }
    }
}
