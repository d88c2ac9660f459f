package dev.imconnector.oauth;

import static dev.imconnector.testkit.TokenStack.PATH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.testkit.Reply;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Every status from 300 to 599 at the token endpoint")
class TokenEndpointStatusTest extends TokenCoreFixture {

    @Test
    void has_its_error_its_number_of_requests_and_names_endpoint_and_status() {
        stack.path = PATH + "?key=canary";
        for (int status = 300; status < 600; status++) {
            server.forget();
            server.always(PATH, Reply.status(status));

            var failure = refused(stack.cache(), HALF_HOUR, OAuthException.class);

            assertThat(failure).as("status %d", status).isExactlyInstanceOf(expected(status));
            assertThat(failure.retryable()).as("status %d", status).isEqualTo(passes(status));
            assertThat(failure.attempts()).as("status %d", status).isEqualTo(posts());
            assertThat(failure.problem().fix()).as("status %d", status).isNotBlank();
            assertThat(failure)
                    .hasMessage("The token endpoint " + server.uri(PATH) + " answered " + status)
                    .hasNoCause();
            if (status != 429) {
                assertThat(posts()).as("status %d", status).isEqualTo(passes(status) ? 4 : 1);
            }
        }
    }

    @Test
    void a_429_is_tried_again_until_the_deadline_and_not_beyond() {
        server.always(PATH, Reply.status(429));

        refused(stack.cache(), Duration.ofMinutes(2), TokenThrottledException.class);

        // 1, 2, 4, 8, 16 and 32 s; another 32 s and an attempt would still fit, one more would not
        assertThat(stack.sleeper.total()).isEqualTo(Duration.ofSeconds(95));
        assertThat(posts()).isEqualTo(8);
    }

    private static boolean passes(int status) {
        return status == 408 || status == 429 || status >= 500;
    }

    private static Class<? extends OAuthException> expected(int status) {
        return switch (status) {
            case 401 -> ClientRejectedException.class;
            case 403 -> ScopeDeniedException.class;
            case 429 -> TokenThrottledException.class;
            default -> passes(status) ? TokenUnavailableException.class : TokenRequestRefusedException.class;
        };
    }

    @ParameterizedTest
    @DisplayName("what the OAuth code changes about a status (RFC 6749 section 5.2)")
    @CsvSource({
        "400, invalid_client, CLIENT_REJECTED",
        "403, invalid_client, CLIENT_REJECTED",
        "401, unauthorized_client, CLIENT_REJECTED",
        "401, invalid_grant, CLIENT_REJECTED",
        "400, invalid_scope, SCOPE_DENIED",
        "401, invalid_scope, SCOPE_DENIED",
        "403, access_denied, SCOPE_DENIED",
        "400, unauthorized_client, TOKEN_REQUEST_REFUSED",
        "400, unsupported_grant_type, TOKEN_REQUEST_REFUSED",
        "400, invalid_request, TOKEN_REQUEST_REFUSED",
        "429, invalid_client, TOKEN_THROTTLED",
        "503, invalid_client, TOKEN_UNAVAILABLE",
        "408, invalid_scope, TOKEN_UNAVAILABLE",
    })
    void the_code_of_the_answer_decides_where_the_status_does_not(int status, String error, String code) {
        server.always(PATH, Reply.oauthError(status, error, "Field x is missing"));

        var failure = refused(stack.cache(), HALF_HOUR, OAuthException.class);

        assertThat(failure.problem().code()).isEqualTo(code);
        assertThat(failure).hasMessageEndingWith(" answered " + status + " (" + error + ": Field x is missing)");
    }

    @ParameterizedTest
    @DisplayName("the fix fits the cause")
    @CsvSource({
        "401, invalid_client, Check the stored client id and secret",
        "400, invalid_scope, Grant the scope to the client",
        "403, denied, Grant the scope to the client",
        "429, slow, Wait. If it happens often",
        "503, down, 'Nothing if it passes'",
        "302, moved, The connector follows no redirect",
        "399, odd, The connector follows no redirect",
        "404, nothing, Check the token URL",
        "405, method, Check the token URL",
        "415, media, Check what the answer names",
        "400, invalid_request, Check what the answer names",
        "400, unauthorized_client, Allow the client-credentials grant",
        "400, unsupported_grant_type, Allow the client-credentials grant",
    })
    void the_fix_fits_the_cause(int status, String error, String fix) {
        server.always(PATH, Reply.oauthError(status, error, "words"));

        assertThat(refused(stack.cache(), HALF_HOUR, OAuthException.class)
                        .problem()
                        .fix())
                .startsWith(fix);
    }

    @ParameterizedTest
    @CsvSource({"200", "201", "299"})
    void any_2xx_with_a_token_is_a_success(int status) throws Exception {
        server.next(PATH, Reply.json(status, "{\"access_token\":\"one\",\"token_type\":\"Bearer\"}"));

        assertThat(stack.cache().current(stack.soon()).authorization()).isEqualTo("Bearer one");
    }
}
