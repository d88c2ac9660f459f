package dev.imconnector.oauth;

import static dev.imconnector.testkit.ScriptedCredentials.credentials;
import static dev.imconnector.testkit.TokenStack.PATH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imconnector.http.ApacheHttpExchange;
import dev.imconnector.testkit.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Row 6: a waiter waits for a bounded time and starts no second fetch")
class WaitersTest extends TokenCoreFixture {

    @ParameterizedTest
    @CsvSource({"3, 3", "10, 10", "11, 10", "600, 10"})
    void a_waiter_waits_for_its_deadline_or_10_seconds_at_most(int left, int waited) throws Exception {
        var limits = new ArrayList<Duration>();
        var stuck = new StuckLeader(stack, limits);

        assertThatThrownBy(() -> stuck.cache.current(stack.in(Duration.ofSeconds(left))))
                .isInstanceOfSatisfying(TokenWaitTimedOutException.class, failure -> {
                    assertThat(failure.retryable()).isTrue();
                    assertThat(failure.attempts()).isZero();
                    assertThat(failure).hasMessageContaining(waited * 1000 + " ms");
                });

        assertThat(limits).containsExactly(Duration.ofSeconds(waited));
        assertThat(stuck.calls()).isEqualTo(1);
        stuck.release();
        assertThat(stuck.calls()).isEqualTo(1);
    }

    @Test
    void many_waiters_behind_a_stuck_leader_make_no_request() throws Exception {
        var stuck = new StuckLeader(stack, new CopyOnWriteArrayList<>());

        var waiters = Callers.start(10, () -> refused(stuck.cache, HALF_HOUR, TokenWaitTimedOutException.class));

        for (var waiter : waiters) {
            assertThat(waiter.get()).isNotNull();
        }
        assertThat(stuck.calls()).isEqualTo(1);
        stuck.release();
    }

    @Test
    void the_request_of_the_leader_has_a_hard_limit_of_its_own() {
        stack.http = new ApacheHttpExchange(Duration.ofSeconds(5), Duration.ofMillis(200), stack.clock);
        stack.maxAttempts = 1;
        server.next(PATH, Reply.stall());

        var failure = refused(stack.cache(), Duration.ofDays(1), TokenUnavailableException.class);

        assertThat(failure).hasMessageContaining("no complete answer came in time");
    }

    @Test
    void the_failure_of_the_leader_is_everybodys() throws Exception {
        var waiting = new CountDownLatch(4);
        server.next(PATH, Reply.oauthError(400, "invalid_scope", "no").heldUntil(waiting));
        var cache = new TokenCache(stack.source(), stack.clock, () -> new AnnouncedFlight(waiting));

        var callers = Callers.start(5, () -> refused(cache, HALF_HOUR, ScopeDeniedException.class));

        for (var caller : callers) {
            assertThat(caller.get()).isNotNull();
        }
        assertThat(posts()).isEqualTo(1);
    }

    @Test
    void a_leader_that_was_interrupted_is_followed_by_another_one() throws Exception {
        var waiting = new CountDownLatch(1);
        var asked = new CountDownLatch(1);
        stack.http = new ScriptedExchange(call -> {
            if (call == 1) {
                asked.countDown();
                new CountDownLatch(1).await();
            }
            return ScriptedExchange.token("token-" + call, 1800, stack.clock);
        });
        var cache = new TokenCache(stack.source(), stack.clock, () -> new AnnouncedFlight(waiting));
        var interrupted = new AtomicBoolean();
        var leader = new Thread(() -> {
            try {
                cache.current(stack.soon());
            } catch (InterruptedException e) {
                interrupted.set(true);
            }
        });
        leader.start();
        asked.await();
        var follower = Callers.start(() -> cache.current(stack.soon()));
        waiting.await();

        leader.interrupt();

        assertThat(follower.get().authorization()).isEqualTo("Bearer token-2");
        leader.join();
        assertThat(interrupted).isTrue();
    }

    @Test
    void a_leader_without_time_does_not_fail_those_who_have_some() throws Exception {
        var waiting = new CountDownLatch(1);
        var asked = new CountDownLatch(1);
        var reads = new AtomicInteger();
        stack.credentials = deadline -> {
            if (reads.incrementAndGet() == 1) {
                asked.countDown();
                waiting.await();
                stack.clock.advance(Duration.ofSeconds(1));
            }
            return credentials("writer-secret", "v1");
        };
        server.next(PATH, Reply.token("one", 1800));
        var cache = new TokenCache(stack.source(), stack.clock, () -> new AnnouncedFlight(waiting));
        var leader = Callers.start(() -> refused(cache, Duration.ofSeconds(1), NoTimeLeftException.class));
        asked.await();
        var follower = Callers.start(() -> cache.current(stack.soon()));

        assertThat(leader.get()).isNotNull();
        assertThat(follower.get().authorization()).isEqualTo("Bearer one");
    }
}
