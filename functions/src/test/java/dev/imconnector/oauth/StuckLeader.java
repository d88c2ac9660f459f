package dev.imconnector.oauth;

import dev.imconnector.testkit.TokenStack;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;

/** A cache whose first caller hangs in its request; those who wait for it time out without waiting. */
final class StuckLeader {

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final ScriptedExchange http;
    private final FutureTask<AccessToken> leader;
    final TokenCache cache;

    StuckLeader(TokenStack stack, List<Duration> limits) throws InterruptedException {
        http = new ScriptedExchange(call -> {
            asked.countDown();
            release.await();
            return ScriptedExchange.token("late", 1800, stack.clock);
        });
        stack.http = http;
        cache = new TokenCache(stack.source(), stack.clock, () -> new Flight() {
            @Override
            boolean await(Duration limit) {
                limits.add(limit);
                return false;
            }
        });
        leader = Callers.start(() -> cache.current(stack.in(Duration.ofMinutes(30))));
        asked.await();
    }

    int calls() {
        return http.calls();
    }

    void release() throws Exception {
        release.countDown();
        leader.get();
    }
}
