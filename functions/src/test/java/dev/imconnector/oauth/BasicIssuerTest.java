package dev.imconnector.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imconnector.http.HttpAnswer;
import dev.imconnector.testkit.ScriptedCredentials;
import dev.imconnector.testkit.SettableClock;
import dev.imconnector.time.Deadline;
import dev.imconnector.time.Jitter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** User and password in place of a token, by the same cache, rotation and circuit breaker. */
class BasicIssuerTest {

    private final SettableClock clock = new SettableClock();
    private ClientCredentials stored = ScriptedCredentials.credentials("pässword-1", "v1");
    private final BasicIssuer issuer = new BasicIssuer("tenant.example", clock);
    private final TokenCache cache = new TokenCache(
            new TokenSource(
                    deadline -> stored,
                    issuer,
                    new CircuitBreaker(clock, new Jitter(() -> () -> 0L)),
                    TokenEvents.NONE,
                    clock),
            clock);

    private AccessToken current() throws InterruptedException {
        return cache.current(Deadline.after(Duration.ofMinutes(1), clock));
    }

    private static String pair(AccessToken token) {
        assertThat(token.authorization()).startsWith("Basic ");
        return new String(
                Base64.getDecoder().decode(token.authorization().substring("Basic ".length())), StandardCharsets.UTF_8);
    }

    @Test
    void each_request_carries_user_and_password_as_they_are_in_UTF_8() throws InterruptedException {
        assertThat(pair(current())).isEqualTo("im-writer:pässword-1");
    }

    @Test
    void the_secret_is_read_anew_every_fifteen_minutes_so_that_a_rotation_is_noticed() throws InterruptedException {
        var first = current();
        clock.advance(Duration.ofMinutes(13));
        assertThat(current()).isSameAs(first);

        stored = ScriptedCredentials.credentials("password-2", "v2");
        clock.advance(Duration.ofMinutes(2));

        assertThat(pair(current())).endsWith(":password-2");
    }

    @Test
    void credentials_that_IM_has_refused_twice_are_not_sent_a_third_time_until_another_version_is_there()
            throws InterruptedException {
        cache.invalidate(current());
        cache.invalidate(current());

        assertThatThrownBy(this::current)
                .isInstanceOf(ClientRejectedException.class)
                .hasMessageContaining("tenant.example has refused the user and the password, version v1, 2 times")
                .hasMessageNotContaining("pässword");
        assertThatThrownBy(this::current).isInstanceOf(CircuitOpenException.class);

        stored = ScriptedCredentials.credentials("password-2", "v2");
        assertThat(pair(current())).endsWith(":password-2");
    }

    @Test
    void they_are_tried_again_once_the_circuit_breaker_lets_them() throws InterruptedException {
        cache.invalidate(current());
        cache.invalidate(current());
        assertThatThrownBy(this::current).isInstanceOf(ClientRejectedException.class);

        clock.advance(CircuitBreaker.LONGEST_FIRST);

        assertThat(pair(current())).endsWith(":pässword-1");
    }

    @Test
    void a_server_that_sends_them_back_shows_neither_their_form_on_the_wire_nor_the_password()
            throws InterruptedException {
        stored = ScriptedCredentials.credentials("password-long", "v2");
        var token = current();
        var body = "bad " + token.authorization() + " of password-long";

        var masked = token.takenOutOf(
                new HttpAnswer(400, Map.of("A", List.of("b")), body.getBytes(StandardCharsets.UTF_8), Instant.EPOCH),
                false);

        assertThat(new String(masked.body(), StandardCharsets.UTF_8))
                .doesNotContain("password-long", token.authorization().substring(6));
        assertThat(token).hasToString("AccessToken[***, expiresAt=" + token.expiresAt() + "]");
    }
}
