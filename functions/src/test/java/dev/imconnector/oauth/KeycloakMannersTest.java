package dev.imconnector.oauth;

import static dev.imconnector.testkit.ScriptedCredentials.credentials;
import static dev.imconnector.testkit.TokenStack.PATH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.oauth.TokenRequestSettings.AuthStyle;
import dev.imconnector.testkit.RecordedRequest;
import dev.imconnector.testkit.Reply;
import dev.imconnector.testkit.ScriptedCredentials;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A real OAuth server's manners, as Keycloak 26 has them")
class KeycloakMannersTest extends TokenCoreFixture {

    private static final String JWT = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl-_";

    private static final String REALM = "/realms/im/protocol/openid-connect/token";

    private static Reply token(String scope) {
        return Reply.json("{\"access_token\":\"" + JWT + "\",\"expires_in\":299,\"refresh_expires_in\":0,"
                + "\"token_type\":\"Bearer\",\"not-before-policy\":0,\"scope\":\"" + scope + "\"}");
    }

    /** Basic credentials as a server decodes them: base64, then each half form-decoded. */
    private static String[] basic(RecordedRequest request) {
        var header = request.header("Authorization").orElseThrow();
        assertThat(header).startsWith("Basic ");
        var pair = new String(Base64.getDecoder().decode(header.substring(6)), StandardCharsets.UTF_8);
        assertThat(pair).isASCII();
        var halves = pair.split(":");
        assertThat(halves).hasSize(2);
        return new String[] {
            URLDecoder.decode(halves[0], StandardCharsets.UTF_8), URLDecoder.decode(halves[1], StandardCharsets.UTF_8)
        };
    }

    @Test
    void a_jwt_with_fields_we_do_not_know_is_taken() throws Exception {
        stack.path = REALM;
        server.next(REALM, token("im.write"));

        var token = stack.cache().current(stack.soon());

        assertThat(token.authorization()).isEqualTo("Bearer " + JWT);
        assertThat(token.expiresAt()).isEqualTo(stack.clock.instant().plusSeconds(299));
    }

    @Test
    void one_second_less_than_configured_is_taken_at_its_word() throws Exception {
        server.next(PATH, token("im.write"), token("im.write"));
        var cache = stack.cache();
        cache.current(stack.soon());

        stack.clock.advance(Duration.ofMillis(299_000 - 59_800 - 1));
        cache.current(stack.soon());
        assertThat(posts()).isEqualTo(1);

        stack.clock.advance(Duration.ofMillis(1));
        cache.current(stack.soon());
        assertThat(posts()).isEqualTo(2);
    }

    @Test
    void a_wrong_secret_is_401_unauthorized_client_without_a_challenge() {
        server.next(PATH, Reply.oauthError(401, "unauthorized_client", "Invalid client or Invalid client credentials"));

        var failure = refused(stack.cache(), HALF_HOUR, ClientRejectedException.class);

        assertThat(failure)
                .hasMessage("The token endpoint " + server.uri(PATH)
                        + " answered 401 (unauthorized_client: Invalid client or Invalid client credentials)");
    }

    @Test
    void an_unknown_scope_is_400_invalid_scope() {
        server.next(PATH, Reply.oauthError(400, "invalid_scope", "Invalid scopes: im.write"));

        assertThat(refused(stack.cache(), HALF_HOUR, ScopeDeniedException.class).retryable())
                .isFalse();
        assertThat(posts()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void a_blank_scope_is_left_out_for_an_empty_one_is_an_error_there(String scope) throws Exception {
        stack.scope = Optional.of(scope);
        server.next(PATH, token(""));

        stack.cache().current(stack.soon());

        assertThat(server.requests().get(0).form()).doesNotContainKey("scope");
    }

    @ParameterizedTest
    @EnumSource(AuthStyle.class)
    void without_a_scope_the_token_is_taken_as_it_comes(AuthStyle style) throws Exception {
        stack.scope = Optional.empty();
        stack.authStyle = style;
        server.next(PATH, token(""));

        stack.cache().current(stack.soon());

        assertThat(server.requests().get(0).form()).doesNotContainKey("scope");
    }

    @Test
    void several_scopes_go_as_one_parameter() throws Exception {
        stack.scope = Optional.of(" im.read im.write ");
        server.next(PATH, token("im.read im.write"));

        stack.cache().current(stack.soon());

        assertThat(server.requests().get(0).form()).containsEntry("scope", "im.read im.write");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "a+b%c&d=e", "p:w", "Grüße-€-😀", "a b", "\"\\/?#[]@!$'()*,;~"})
    void basic_credentials_are_form_encoded_before_base64(String secret) throws Exception {
        stack.authStyle = AuthStyle.BASIC;
        stack.credentials =
                new ScriptedCredentials(new ClientCredentials("im:writer+1", secret, "v1", Optional.empty()));
        server.next(PATH, token("im.write"));

        stack.cache().current(stack.soon());

        var request = server.requests().get(0);
        assertThat(basic(request)).containsExactly("im:writer+1", secret);
        assertThat(request.form()).containsOnlyKeys("grant_type", "scope");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "a+b%c&d=e", "p:w", "Grüße-€-😀", "a b", "\"\\/?#[]@!$'()*,;~"})
    void credentials_in_the_body_are_form_encoded_once(String secret) throws Exception {
        stack.credentials = new ScriptedCredentials(credentials(secret, "v1"));
        server.next(PATH, token("im.write"));

        stack.cache().current(stack.soon());

        var request = server.requests().get(0);
        assertThat(request.form())
                .containsExactly(
                        Map.entry("grant_type", "client_credentials"),
                        Map.entry("client_id", "im-writer"),
                        Map.entry("client_secret", secret),
                        Map.entry("scope", "im.write"));
        assertThat(request.header("Authorization")).isEmpty();
        assertThat(request.header("Content-Type")).contains("application/x-www-form-urlencoded");
        assertThat(request.header("Accept")).contains("application/json");
        assertThat(request.method()).isEqualTo("POST");
    }

    @Test
    void rotation_kills_the_old_secret_at_once_and_the_token_lives_on() throws Exception {
        server.next(PATH, token("im.write"), Reply.oauthError(401, "unauthorized_client", "no"), token("im.write"));
        secrets.next(credentials("writer-secret", "v1")).next(credentials("new-secret", "v2"));
        var cache = stack.cache();
        var token = cache.current(stack.soon());

        stack.clock.advance(Duration.ofSeconds(200));
        assertThat(cache.current(stack.soon())).isSameAs(token);
        stack.clock.advance(Duration.ofSeconds(100));
        cache.current(stack.soon());

        assertThat(posts()).isEqualTo(3);
        assertThat(events.reasons).containsExactly(FetchReason.COLD, FetchReason.ROTATED);
    }
}
