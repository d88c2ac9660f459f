package dev.imconnector.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Threads stopped at the moments where it matters, rather than hoped to meet there. */
@DisplayName("Row 15: holds under threads, one interleaving after the other")
class InterleavingTest extends TokenCoreFixture {

    /** Runs something just before or just after the leader wakes the others. */
    private static final class ScriptedFlight extends Flight {

        private final CountDownLatch waiting;
        private final Runnable beforeWaking;
        private final Runnable afterWaking;

        ScriptedFlight(CountDownLatch waiting, Runnable beforeWaking, Runnable afterWaking) {
            this.waiting = waiting;
            this.beforeWaking = beforeWaking;
            this.afterWaking = afterWaking;
        }

        @Override
        boolean await(Duration limit) throws InterruptedException {
            waiting.countDown();
            return super.await(limit);
        }

        @Override
        void land() {
            beforeWaking.run();
            super.land();
            afterWaking.run();
        }
    }

    private static final Runnable NOTHING = () -> {};

    private static void join(List<FutureTask<AccessToken>> callers) {
        callers.forEach(caller -> {
            try {
                caller.get(20, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new AssertionError("a caller that was woken did not return", e);
            }
        });
    }

    @Test
    void the_token_is_there_before_anybody_is_woken() throws Exception {
        var waiting = new CountDownLatch(3);
        var http = new ScriptedExchange(call -> {
            if (call == 1) {
                waiting.await();
            }
            return ScriptedExchange.token("token-" + call, 1800, stack.clock);
        });
        stack.http = http;
        var followers = new CompletableFuture<List<FutureTask<AccessToken>>>();
        var first = new AtomicReference<Flight>();
        // The leader stands still between waking the others and returning, until all of them have returned.
        var cache = new TokenCache(stack.source(), stack.clock, () -> {
            var flight = new ScriptedFlight(waiting, NOTHING, NOTHING);
            var leads = first.compareAndSet(null, flight);
            return leads ? new ScriptedFlight(waiting, NOTHING, () -> join(followers.join())) : flight;
        });
        var leader = Callers.start(() -> cache.current(stack.soon()));
        waitUntil(() -> http.calls() == 1);
        followers.complete(Callers.start(3, () -> cache.current(stack.soon())));

        leader.get();

        for (var follower : followers.join()) {
            assertThat(follower.get().authorization()).isEqualTo("Bearer token-1");
        }
        assertThat(http.calls()).isEqualTo(1);
    }

    @Test
    void a_late_refusal_of_the_old_token_never_drops_the_new_one() throws Exception {
        var http = ScriptedExchange.tokens(stack.clock, 1800);
        stack.http = http;
        var refuse = new AtomicReference<Runnable>(NOTHING);
        var cache = new TokenCache(
                stack.source(),
                stack.clock,
                () -> new ScriptedFlight(
                        new CountDownLatch(1),
                        () -> refuse.get().run(),
                        () -> refuse.get().run()));
        var old = cache.current(stack.soon());
        cache.invalidate(old);
        refuse.set(() -> cache.invalidate(old));

        var fresh = cache.current(stack.soon());

        assertThat(cache.freshOrNull()).isSameAs(fresh);
        cache.invalidate(old);
        assertThat(cache.freshOrNull()).isSameAs(fresh);
        assertThat(http.calls()).isEqualTo(2);
    }

    @Test
    void a_refusal_while_the_new_token_is_on_its_way_costs_no_second_request() throws Exception {
        var asked = new CountDownLatch(1);
        var refused = new CountDownLatch(1);
        var http = new ScriptedExchange(call -> {
            if (call == 2) {
                asked.countDown();
                refused.await();
            }
            return ScriptedExchange.token("token-" + call, 1800, stack.clock);
        });
        stack.http = http;
        var waiting = new CountDownLatch(1);
        var cache = new TokenCache(stack.source(), stack.clock, () -> new ScriptedFlight(waiting, NOTHING, NOTHING));
        var old = cache.current(stack.soon());
        stack.clock.advance(Duration.ofSeconds(1750));
        var leader = Callers.start(() -> cache.current(stack.soon()));
        asked.await();

        cache.invalidate(old);
        var follower = Callers.start(() -> cache.current(stack.soon()));
        waiting.await();
        refused.countDown();

        assertThat(leader.get()).isSameAs(follower.get()).isSameAs(cache.freshOrNull());
        assertThat(http.calls()).isEqualTo(2);
    }

    @Test
    void a_token_that_is_refused_while_its_replacement_fails_is_not_used_on() throws Exception {
        var self = new AtomicReference<TokenCache>();
        var old = new AtomicReference<AccessToken>();
        stack.maxAttempts = 1;
        var http = new ScriptedExchange(call -> {
            if (call > 1) {
                self.get().invalidate(old.get());
                throw new IOException();
            }
            return ScriptedExchange.token("token-" + call, 1800, stack.clock);
        });
        stack.http = http;
        var cache = stack.cache();
        self.set(cache);
        old.set(cache.current(stack.soon()));
        stack.clock.advance(Duration.ofSeconds(1750));

        refused(cache, HALF_HOUR, TokenUnavailableException.class);

        assertThat(http.calls()).isEqualTo(2);
        assertThat(cache.freshOrNull()).isNull();
        assertThat(events.lines).noneMatch(line -> line.startsWith("put off"));
    }

    @Test
    void whoever_wins_the_lead_after_the_token_has_landed_does_not_fetch_again() throws Exception {
        var http = ScriptedExchange.tokens(stack.clock, 1800);
        stack.http = http;
        var intruder = new AtomicReference<Consumer<TokenCache>>(cache -> {});
        var self = new AtomicReference<TokenCache>();
        // Between a caller's look at the empty cache and its start of a flight, another one fetches from end to end.
        self.set(new TokenCache(stack.source(), stack.clock, () -> {
            intruder.getAndSet(cache -> {}).accept(self.get());
            return new Flight();
        }));
        intruder.set(cache -> {
            try {
                Callers.start(() -> cache.current(stack.soon())).get();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });

        var token = self.get().current(stack.soon());

        assertThat(token.authorization()).isEqualTo("Bearer token-1");
        assertThat(http.calls()).isEqualTo(1);
    }

    @Test
    void callers_at_expiry_and_refusals_at_random_never_see_an_old_token_and_never_fetch_in_vain() throws Exception {
        var tokens = ConcurrentHashMap.<String>newKeySet();
        var http = new ScriptedExchange(call -> {
            tokens.add("Bearer token-" + call);
            return ScriptedExchange.token("token-" + call, 100, stack.clock);
        });
        stack.http = http;
        var cache = stack.cache();
        var threads = 8;
        var rounds = 400;
        var round = new CyclicBarrier(threads, () -> stack.clock.advance(Duration.ofSeconds(100)));

        var callers = Callers.start(threads, () -> {
            for (int i = 0; i < rounds; i++) {
                round.await(20, TimeUnit.SECONDS);
                var token = cache.current(stack.soon());
                assertThat(token.expiresAt()).isAfter(stack.clock.instant());
                cache.invalidate(token);
                var next = cache.current(stack.soon());
                assertThat(next).isNotSameAs(token);
            }
            return cache.freshOrNull();
        });
        for (var caller : callers) {
            caller.get();
        }

        // One at expiry; and each refused token costs one, which is every token a caller was given first.
        assertThat(http.calls()).isBetween(2 * rounds, rounds * (threads + 1));
        assertThat(tokens).hasSize(http.calls());
        assertThat(events.reasons).hasSize(http.calls());
        assertThat(events.reasons)
                .filteredOn(reason -> reason == FetchReason.EXPIRED)
                .hasSize(rounds - 1);
    }

    private static void waitUntil(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }
}
