package dev.imconnector.oauth;

import static dev.imconnector.testkit.ScriptedCredentials.credentials;
import static dev.imconnector.testkit.TokenStack.PATH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.testkit.Reply;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Row 2: a refused secret is not tried again and again")
class RefusedSecretGateTest extends TokenCoreFixture {

    @Test
    void a_hundred_calls_with_a_bad_secret_make_no_more_requests_than_the_gate_opens() {
        server.always(PATH, Reply.oauthError(401, "invalid_client", "no"));
        var cache = stack.cache();
        refused(cache, HALF_HOUR, ClientRejectedException.class);

        for (int call = 0; call < 99; call++) {
            var failure = refused(cache, HALF_HOUR, CircuitOpenException.class);
            assertThat(failure.retryAt()).contains(stack.clock.instant().plusSeconds(1));
            assertThat(failure.retryable()).isFalse();
            assertThat(failure.attempts()).isZero();
        }

        assertThat(posts()).isEqualTo(1);
        assertThat(stack.sleeper.sleeps()).isEmpty();
    }

    @Test
    void it_opens_for_one_request_and_closes_for_twice_as_long() {
        server.always(PATH, Reply.oauthError(401, "invalid_client", "no"));
        var cache = stack.cache();
        refused(cache, HALF_HOUR, ClientRejectedException.class);

        for (int call = 0; call < 100; call++) {
            stack.clock.advance(Duration.ofSeconds(1));
            refused(cache, HALF_HOUR, OAuthException.class);
        }

        // closed for 1, 2, 4, 8, 16, 32 and 64 s
        assertThat(posts()).isEqualTo(7);
    }

    @Test
    void the_trip_is_told_and_logged_once() {
        server.always(PATH, Reply.oauthError(401, "invalid_client", "no"));
        var cache = stack.cache();
        try (var log = new RecordedLog()) {
            for (int call = 0; call < 50; call++) {
                stack.clock.advance(Duration.ofSeconds(1));
                refused(cache, HALF_HOUR, OAuthException.class);
            }

            assertThat(posts()).isGreaterThan(1);
            assertThat(events.lines)
                    .filteredOn(line -> line.startsWith("tripped"))
                    .hasSize(1);
            assertThat(log.lines())
                    .filteredOn(line -> line.startsWith("WARN The token endpoint refuses version v1"))
                    .hasSize(1);
        }
    }

    @Test
    void a_new_version_passes_at_once() throws Exception {
        server.next(PATH, Reply.oauthError(401, "invalid_client", "no"), Reply.token("one", 1800));
        secrets.next(credentials("writer-secret", "v1")).next(credentials("new-secret", "v2"));
        var cache = stack.cache();
        refused(cache, HALF_HOUR, ClientRejectedException.class);

        assertThat(cache.current(stack.soon()).authorization()).isEqualTo("Bearer one");
    }

    @Test
    void a_version_that_was_accepted_since_begins_anew() throws Exception {
        server.next(PATH, Reply.status(401), Reply.status(401), Reply.token("one", 1800), Reply.status(401));
        var cache = stack.cache();
        refused(cache, HALF_HOUR, ClientRejectedException.class);
        stack.clock.advance(Duration.ofSeconds(1));
        refused(cache, HALF_HOUR, ClientRejectedException.class);
        stack.clock.advance(Duration.ofSeconds(2));
        cache.current(stack.soon());

        stack.clock.advance(HALF_HOUR);
        refused(cache, HALF_HOUR, ClientRejectedException.class);

        var closed = refused(cache, HALF_HOUR, CircuitOpenException.class);
        assertThat(closed.retryAt()).contains(stack.clock.instant().plusSeconds(1));
    }
}
