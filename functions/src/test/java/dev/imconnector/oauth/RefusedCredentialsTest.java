package dev.imconnector.oauth;

import static dev.imconnector.testkit.ScriptedCredentials.credentials;
import static dev.imconnector.testkit.TokenStack.PATH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.problem.Problem;
import dev.imconnector.testkit.Reply;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Row 1: refused credentials are read once more")
class RefusedCredentialsTest extends TokenCoreFixture {

    @Test
    void old_credentials_are_refused_and_new_ones_tried_at_once() throws Exception {
        server.next(PATH, Reply.oauthError(401, "invalid_client", "no"), Reply.token("one", 1800));
        secrets.next(credentials("new-secret", "v2"));
        var cache = stack.cache();

        assertThat(cache.current(stack.soon()).authorization()).isEqualTo("Bearer one");

        assertThat(posts()).isEqualTo(2);
        assertThat(secrets.reads()).isEqualTo(2);
        assertThat(server.requests().get(1).form()).containsEntry("client_secret", "new-secret");
        assertThat(stack.sleeper.sleeps()).isEmpty();
        assertThat(events.reasons).containsExactly(FetchReason.ROTATED);
        assertThat(events.lines).noneMatch(line -> line.startsWith("tripped"));
        assertThat(cache.credentialsInUse().orElseThrow().id()).isEqualTo("v2");
    }

    @Test
    void the_same_version_again_is_final() {
        server.next(PATH, Reply.oauthError(401, "invalid_client", "no"));

        var failure = refused(stack.cache(), HALF_HOUR, ClientRejectedException.class);

        assertThat(posts()).isEqualTo(1);
        assertThat(secrets.reads()).isEqualTo(2);
        assertThat(failure.attempts()).isEqualTo(1);
        assertThat(failure.retryable()).isFalse();
        assertThat(failure.retryAt()).isEmpty();
        assertThat(failure.problem().code()).isEqualTo("CLIENT_REJECTED");
    }

    @Test
    void a_second_refusal_is_final_and_shuts_both_versions_out() {
        server.always(PATH, Reply.oauthError(401, "invalid_client", "no"));
        secrets.next(credentials("new-secret", "v2"));
        var cache = stack.cache();

        var failure = refused(cache, HALF_HOUR, ClientRejectedException.class);

        assertThat(failure.attempts()).isEqualTo(2);
        assertThat(posts()).isEqualTo(2);
        assertThat(events.lines).filteredOn(line -> line.startsWith("tripped")).hasSize(2);
        refused(cache, HALF_HOUR, CircuitOpenException.class);
        assertThat(posts()).isEqualTo(2);
    }

    @Test
    void the_other_version_has_the_same_retries() throws Exception {
        server.next(
                PATH, Reply.status(401), Reply.status(503), Reply.status(503), Reply.status(503), Reply.status(503));
        secrets.next(credentials("new-secret", "v2"));

        var failure = refused(stack.cache(), HALF_HOUR, TokenUnavailableException.class);

        assertThat(failure.attempts()).isEqualTo(5);
    }

    @Test
    void a_version_that_is_shut_out_already_is_not_tried_as_the_other_one() {
        server.always(PATH, Reply.status(401));
        secrets.next(credentials("new-secret", "v2")).next(credentials("third", "v3"));
        secrets.next(credentials("new-secret", "v2"));
        var cache = stack.cache();
        refused(cache, HALF_HOUR, ClientRejectedException.class);

        var failure = refused(cache, HALF_HOUR, ClientRejectedException.class);

        assertThat(failure.attempts()).isEqualTo(1);
        assertThat(posts()).isEqualTo(3);
    }

    @Test
    void when_they_cannot_be_read_again_the_refusal_is_told_with_that_beside_it() {
        server.next(PATH, Reply.status(401));
        secrets.next(deadline -> {
            throw new CredentialsException(new Problem("SECRET_UNREADABLE", "not now", "later"), true);
        });
        var cache = stack.cache();

        var failure = refused(cache, HALF_HOUR, ClientRejectedException.class);

        assertThat(failure.getSuppressed()).singleElement().isInstanceOf(CredentialsException.class);
        assertThat(events.lines).anyMatch(line -> line.startsWith("tripped v1"));
    }
}
