package dev.imconnector.oauth;

import static dev.imconnector.testkit.TokenStack.PATH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.testkit.Reply;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Row 9: the margin fits the life, and the life counts from the send")
class TokenLifetimeTest extends TokenCoreFixture {

    @Test
    void a_token_of_30_seconds_is_not_fetched_per_call() throws Exception {
        server.always(PATH, Reply.token("one", 30));
        var cache = stack.cache();

        for (int call = 0; call < 24; call++) {
            cache.current(stack.soon());
            stack.clock.advance(Duration.ofSeconds(1));
        }
        assertThat(posts()).isEqualTo(1);

        cache.current(stack.soon());
        assertThat(posts()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"1, 200", "30, 6000", "299, 59800", "300, 60000", "301, 60000", "1800, 60000", "86400, 60000"})
    void the_margin_is_the_smaller_of_60_seconds_and_a_fifth_of_the_life(long life, long marginMillis) {
        assertThat(TokenSlot.margin(Duration.ofSeconds(life))).isEqualTo(Duration.ofMillis(marginMillis));
    }

    @Test
    void the_life_counts_from_the_send_and_not_from_the_receipt() throws Exception {
        var sent = stack.clock.instant();
        stack.http = new ScriptedExchange(call -> {
            var answer = ScriptedExchange.token("one", 100, stack.clock);
            stack.clock.advance(Duration.ofSeconds(20));
            return answer;
        });

        var token = stack.cache().current(stack.soon());

        assertThat(token.expiresAt()).isEqualTo(sent.plusSeconds(100));
    }

    @Test
    void a_token_older_than_its_life_on_arrival_is_used_once_and_replaced() throws Exception {
        stack.http = new ScriptedExchange(call -> {
            var answer = ScriptedExchange.token("token-" + call, 1, stack.clock);
            stack.clock.advance(Duration.ofSeconds(2));
            return answer;
        });
        var cache = stack.cache();

        assertThat(cache.current(stack.soon()).authorization()).isEqualTo("Bearer token-1");
        assertThat(cache.current(stack.soon()).authorization()).isEqualTo("Bearer token-2");
    }
}
