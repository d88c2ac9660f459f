package dev.imconnector.http;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends something when it has lasted too long, by a timer of the JDK's; for one exchange. Thread-safe. */
final class TimeLimit implements AutoCloseable {

    private final Duration limit;
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    /** @param stop ends what is limited; called by another thread, at most once, and must not block */
    TimeLimit(Duration limit, Runnable stop) {
        this.limit = limit;
        end.orTimeout(limit.toNanos(), TimeUnit.NANOSECONDS).whenComplete((nothing, late) -> {
            if (late != null) {
                stop.run();
            }
        });
    }

    boolean isExceeded() {
        return end.isCompletedExceptionally();
    }

    /**
     * Waits for something that nothing can end, as long as the limit and no longer than that.
     *
     * @throws TimeoutException when the time did not suffice
     */
    <T> T await(CompletableFuture<T> something, Duration longest)
            throws InterruptedException, ExecutionException, TimeoutException {
        var first = CompletableFuture.anyOf(something, end.exceptionally(late -> null));
        first.get(longest.toNanos(), TimeUnit.NANOSECONDS);
        if (!something.isDone()) {
            throw new TimeoutException();
        }
        return something.get();
    }

    Duration limit() {
        return limit;
    }

    /** What was limited has ended by itself. */
    @Override
    public void close() {
        end.complete(null);
    }
}
