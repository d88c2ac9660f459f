package dev.imconnector.oauth;

import static dev.imconnector.testkit.TokenStack.PATH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.testkit.Reply;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Row 10: one new token per rejected token")
class RejectedTokenTest extends TokenCoreFixture {

    @Test
    void callers_that_were_refused_with_one_token_get_one_new_one() throws Exception {
        server.next(PATH, Reply.token("one", 1800), Reply.token("two", 1800));
        var cache = stack.cache();
        var rejected = cache.current(stack.soon());
        var together = new CyclicBarrier(8);

        var callers = Callers.start(8, () -> {
            together.await(20, TimeUnit.SECONDS);
            cache.invalidate(rejected);
            return cache.current(stack.soon());
        });

        for (var caller : callers) {
            assertThat(caller.get().authorization()).isEqualTo("Bearer two");
        }
        assertThat(posts()).isEqualTo(2);
        assertThat(events.reasons).containsExactly(FetchReason.COLD, FetchReason.REJECTED);
    }

    @Test
    void a_server_that_gives_the_same_token_again_is_not_asked_a_third_time() throws Exception {
        server.always(PATH, Reply.token("same", 1800));
        var cache = stack.cache();
        var first = cache.current(stack.soon());
        cache.invalidate(first);
        cache.current(stack.soon());

        cache.invalidate(first);
        cache.current(stack.soon());

        assertThat(posts()).isEqualTo(2);
    }
}
