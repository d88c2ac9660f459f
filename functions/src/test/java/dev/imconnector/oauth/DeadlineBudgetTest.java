package dev.imconnector.oauth;

import static dev.imconnector.testkit.ScriptedCredentials.credentials;
import static dev.imconnector.testkit.TokenStack.PATH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imconnector.http.EndpointAddress;
import dev.imconnector.http.RetryPolicy;
import dev.imconnector.testkit.Reply;
import dev.imconnector.time.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Row 7: no wait goes beyond the deadline")
class DeadlineBudgetTest extends TokenCoreFixture {

    @Test
    void with_900_ms_left_nothing_is_waited_for() {
        server.next(PATH, Reply.status(503));

        var failure = refused(stack.cache(), Duration.ofMillis(900), TokenUnavailableException.class);

        assertThat(failure.attempts()).isEqualTo(1);
        assertThat(stack.sleeper.sleeps()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1499, 1", "1500, 2"})
    void before_a_wait_there_is_time_for_it_and_an_attempt(long millis, int requests) {
        server.always(PATH, Reply.status(503));

        var failure = refused(stack.cache(), Duration.ofMillis(millis), TokenUnavailableException.class);

        assertThat(failure.attempts()).isEqualTo(requests);
        assertThat(posts()).isEqualTo(requests);
    }

    @ParameterizedTest
    @CsvSource({"499, 0", "500, 1"})
    void before_the_first_attempt_there_is_time_for_it(long millis, int requests) {
        server.always(PATH, Reply.status(503));

        var failure = refused(stack.cache(), Duration.ofMillis(millis), OAuthException.class);

        assertThat(posts()).isEqualTo(requests);
        assertThat(failure.retryable()).isTrue();
        assertThat(failure).isInstanceOf(requests == 0 ? NoTimeLeftException.class : TokenUnavailableException.class);
    }

    @Test
    void credentials_are_not_read_when_no_time_is_left_to_use_them() {
        refused(stack.cache(), Duration.ofMillis(499), NoTimeLeftException.class);

        assertThat(secrets.reads()).isZero();
    }

    @Test
    void reading_the_credentials_has_the_same_budget_less_one_attempt() throws Exception {
        var given = new ArrayList<Duration>();
        stack.credentials = deadline -> {
            given.add(deadline.remaining(stack.clock));
            return credentials("writer-secret", "v1");
        };
        server.next(PATH, Reply.token("one", 1800));

        stack.cache().current(stack.in(Duration.ofSeconds(5)));

        assertThat(given).containsExactly(Duration.ofMillis(4500));
    }

    @Test
    void slow_credentials_leave_no_time_for_the_request() {
        stack.credentials = deadline -> {
            stack.clock.advance(Duration.ofMillis(4501));
            return credentials("writer-secret", "v1");
        };

        var failure = refused(stack.cache(), Duration.ofSeconds(5), NoTimeLeftException.class);

        assertThat(failure.attempts()).isZero();
        assertThat(posts()).isZero();
    }

    @Test
    void a_sleep_that_took_longer_than_asked_ends_with_the_real_failure() {
        server.next(PATH, Reply.status(503));
        var source = new TokenClient(
                new TokenRequestSettings(
                        EndpointAddress.of("IM_TOKEN_URL", server.uri(PATH).toString()),
                        Optional.empty(),
                        TokenRequestSettings.AuthStyle.BODY),
                stack.http,
                new RetryPolicy(4, stack.jitter),
                duration -> stack.clock.advance(Duration.ofMinutes(1)),
                stack.clock);

        assertThatThrownBy(() -> source.fetch(credentials("writer-secret", "v1"), stack.in(Duration.ofSeconds(10))))
                .isInstanceOf(TokenUnavailableException.class);

        assertThat(posts()).isEqualTo(1);
    }

    @Test
    void the_request_carries_the_callers_deadline() throws Exception {
        var seen = new ArrayList<Deadline>();
        stack.http = call -> {
            seen.add(call.deadline());
            return ScriptedExchange.token("one", 1800, stack.clock);
        };
        var deadline = stack.in(Duration.ofSeconds(42));

        stack.cache().current(deadline);

        assertThat(seen).containsExactly(deadline);
    }
}
