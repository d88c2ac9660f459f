package dev.imconnector.oauth;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends the bodies that are not whole in time, at most {@link #PAUSE} late. It looks at all that are coming now and then,
 * and sets no timer for each: that would wake a thread for every answer, however quickly it comes. Safe for use by several
 * threads.
 */
final class OverdueBodies {

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Executor later =
            CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS, Runnable::run);
    private final Set<BoundedBodyHandler> coming = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean isToLook = new AtomicBoolean();

    void watch(BoundedBodyHandler body) {
        coming.add(body);
        lookLater();
    }

    void forget(BoundedBodyHandler body) {
        coming.remove(body);
    }

    private void lookLater() {
        if (!coming.isEmpty() && isToLook.compareAndSet(false, true)) {
            later.execute(this::look);
        }
    }

    private void look() {
        var now = System.nanoTime();
        coming.forEach(body -> body.endIfOverdue(now));
        isToLook.set(false);
        lookLater();
    }
}
