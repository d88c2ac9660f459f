package dev.imconnector.oauth;

import static dev.imconnector.testkit.TokenStack.PATH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.http.ConnectionLostException;
import dev.imconnector.testkit.Reply;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Row 4: a dead connection costs no attempt")
class DeadConnectionTest extends TokenCoreFixture {

    @Test
    void connections_closed_while_frozen_cost_neither_a_wait_nor_an_attempt() throws Exception {
        stack.maxAttempts = 1;
        server.always(PATH, Reply.token("one", 1800));
        var cache = stack.cache();
        cache.current(stack.soon());

        server.closeIdleConnections();
        stack.clock.advance(Duration.ofHours(2));

        cache.current(stack.soon());
        assertThat(stack.sleeper.sleeps()).isEmpty();
    }

    @Test
    void a_reset_before_an_answer_is_sent_again_at_once() throws Exception {
        stack.maxAttempts = 1;
        server.next(PATH, Reply.reset(), Reply.token("one", 1800));

        stack.cache().current(stack.soon());

        assertThat(stack.sleeper.sleeps()).isEmpty();
        assertThat(posts()).isEqualTo(2);
    }

    @Test
    void a_second_reset_in_a_row_is_a_passing_fault() throws Exception {
        server.next(PATH, Reply.reset(), Reply.close(), Reply.token("one", 1800));

        stack.cache().current(stack.soon());

        assertThat(stack.sleeper.sleeps()).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void a_reset_in_the_middle_of_an_answer_is_a_passing_fault() throws Exception {
        server.next(PATH, Reply.token("one", 1800).closingAfter(10), Reply.token("two", 1800));

        stack.cache().current(stack.soon());

        assertThat(stack.sleeper.sleeps()).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void with_no_time_for_another_attempt_the_loss_is_told() throws Exception {
        var lost = new ScriptedExchange(call -> {
            stack.clock.advance(Duration.ofMillis(501));
            throw new ConnectionLostException();
        });
        stack.http = lost;

        var failure = refused(stack.cache(), Duration.ofSeconds(1), TokenUnavailableException.class);

        assertThat(failure).hasMessageContaining("closed before an answer came");
        assertThat(lost.calls()).isEqualTo(1);
    }

    @Test
    void with_just_the_time_for_another_attempt_it_is_made() throws Exception {
        stack.http = new ScriptedExchange(call -> {
            stack.clock.advance(Duration.ofMillis(500));
            if (call == 1) {
                throw new ConnectionLostException();
            }
            return ScriptedExchange.token("one", 1800, stack.clock);
        });

        assertThat(stack.cache().current(stack.in(Duration.ofSeconds(1)))).isNotNull();
    }
}
