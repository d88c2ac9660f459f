package dev.imconnector.sandbox.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.sandbox.SandboxOptions;
import dev.imconnector.sandbox.switches.TokenSwitches;
import dev.imconnector.sandbox.testkit.RunningSandbox;
import dev.imconnector.sandbox.testkit.SandboxCaller;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenEndpointTest {

    @RegisterExtension
    final RunningSandbox running = new RunningSandbox();

    private final SandboxCaller im = running.im;

    private static Map<String, String> form() {
        return new HashMap<>(Map.of(
                "grant_type",
                "client_credentials",
                "client_id",
                SandboxClient.WRITER.id(),
                "client_secret",
                SandboxClient.WRITER.secret(),
                "scope",
                "im.write"));
    }

    private SandboxCaller.Answer basic(String id, String secret, String form) {
        var pair = (SandboxCaller.encoded(id) + ":" + SandboxCaller.encoded(secret)).getBytes(UTF_8);
        return im.send(HttpRequest.newBuilder(running.sandbox.tokenUrl())
                .header("Content-Type", "application/x-www-form-urlencoded;charset=UTF-8")
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair))
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private static void assertRefused(SandboxCaller.Answer answer, int status, String error) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().get("error").textValue()).isEqualTo(error);
        assertThat(answer.json().get("error_description").textValue()).isNotBlank();
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void theAnswerHasTokenTypeLifeAndScope() {
        var answer = im.tokenCall(form());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("access_token").textValue()).hasSizeGreaterThan(40);
        assertThat(answer.json().get("token_type").textValue()).isEqualTo("Bearer");
        assertThat(answer.json().get("expires_in").intValue()).isEqualTo(1_800);
        assertThat(answer.json().get("scope").textValue()).isEqualTo("im.write");
    }

    @ParameterizedTest
    @CsvSource({
        "grant_type, , 400, invalid_request",
        "grant_type, password, 400, unsupported_grant_type",
        "client_id, , 400, invalid_request",
        "client_secret, , 400, invalid_request",
        "client_id, somebody, 401, invalid_client",
        "client_secret, wrong, 401, invalid_client",
        "scope, im.read, 403, invalid_scope",
        "scope, im.write im.read, 403, invalid_scope",
        "scope, '', 400, invalid_scope",
        "scope, ' ', 400, invalid_scope",
        "grant_typ, client_credentials, 400, invalid_request",
    })
    void aFieldThatIsMissingOrWrongIsNamed(String field, String value, int status, String error) {
        var form = form();
        if (value == null) {
            form.remove(field);
        } else {
            form.put(field, value);
        }

        assertRefused(im.tokenCall(form), status, error);
    }

    @Test
    void aFieldThatComesTwiceIsRefused() {
        var answer = im.send(HttpRequest.newBuilder(running.sandbox.tokenUrl())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(SandboxCaller.form(form()) + "&scope=im.write")));

        assertRefused(answer, 400, "invalid_request");
    }

    @Test
    void anotherContentTypeIsRefused() {
        var answer = im.send(HttpRequest.newBuilder(running.sandbox.tokenUrl())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));

        assertRefused(answer, 415, "invalid_request");
    }

    @Test
    void basicCredentialsAreFormDecoded() {
        running.sandbox.putClient(new SandboxClient("a+b%:c", "s:\u00e9 +%", Set.of("im.write")));

        assertThat(basic("a+b%:c", "s:\u00e9 +%", "grant_type=client_credentials&scope=im.write")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aWrongBasicSecretIsAnsweredWithAChallenge() {
        var answer = basic(SandboxClient.WRITER.id(), "wrong", "grant_type=client_credentials");

        assertRefused(answer, 401, "invalid_client");
        assertThat(answer.header("WWW-Authenticate")).startsWith("Basic");
    }

    @Test
    void credentialsInBodyAndHeaderAreRefused() {
        var answer = basic(SandboxClient.WRITER.id(), SandboxClient.WRITER.secret(), SandboxCaller.form(form()));

        assertRefused(answer, 400, "invalid_request");
    }

    @ParameterizedTest
    @CsvSource({"any, 200, 200", "body, 200, 401", "basic, 401, 200"})
    void credentialsAreTakenOnlyFromWhereTheSwitchSays(String auth, int body, int header) {
        running.set("token-auth", auth);

        assertThat(im.tokenCall(form()).status()).isEqualTo(body);
        assertThat(basic(
                                SandboxClient.WRITER.id(),
                                SandboxClient.WRITER.secret(),
                                "grant_type=client_credentials&scope=im.write")
                        .status())
                .isEqualTo(header);
    }

    @Test
    void aTokenEndsWithItsLife() {
        running.with(TokenSwitches.EXPIRES_IN, 30);
        var token = im.readerToken();

        running.clock.advance(Duration.ofSeconds(30).minusNanos(1_000));
        assertThat(im.get("/quotas", token).status()).isEqualTo(200);
        running.clock.advance(Duration.ofNanos(1_000));
        var late = im.get("/quotas", token);

        assertThat(late.status()).isEqualTo(401);
        assertThat(late.header("WWW-Authenticate")).contains("invalid_token");
    }

    @Test
    void revokedTokensEndAtOnceAndNewOnesWork() {
        var token = im.readerToken();

        assertThat(running.sandbox.revokeTokens()).isEqualTo(1);

        assertThat(im.get("/quotas", token).status()).isEqualTo(401);
        assertThat(im.get("/quotas", im.readerToken()).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"'', 1800", "'\"1800\"', '\"1800\"'", "-5, -5", "0, 0", "null, null", "none, "})
    void whatExpiresInSaysMayBeAnything(String wanted, String shown) {
        running.set("expires-in-answer", wanted);

        var expiresIn = im.tokenCall(form()).json().get("expires_in");

        assertThat(expiresIn == null ? null : expiresIn.toString()).isEqualTo(shown);
    }

    @Test
    void theTokenTypeMayBeAnother() {
        running.with(TokenSwitches.TOKEN_TYPE, "mac");

        assertThat(im.tokenCall(form()).json().get("token_type").textValue()).isEqualTo("mac");
    }

    @Test
    void withoutAScopeTheSwitchDecides() {
        var form = form();
        form.remove("scope");

        assertThat(im.tokenCall(form).json().get("scope").textValue()).isEqualTo("im.write");
        running.with(TokenSwitches.MISSING_SCOPE, TokenSwitches.MissingScope.NONE);
        var nothing = im.tokenCall(form).json();
        assertThat(nothing.get("scope").textValue()).isEmpty();
        assertThat(im.batch(nothing.get("access_token").textValue(), "{}").status())
                .isEqualTo(403);
        running.with(TokenSwitches.MISSING_SCOPE, TokenSwitches.MissingScope.REFUSE);
        assertRefused(im.tokenCall(form), 400, "invalid_scope");
    }

    @Test
    void aScopeThatWasNotGrantedMayBeA400() {
        running.with(TokenSwitches.SCOPE_REFUSAL, 400);
        var form = form();
        form.put("scope", "im.read");

        assertRefused(im.tokenCall(form), 400, "invalid_scope");
    }

    @Test
    void anotherSecretEndsTheOldOneAndLeavesTokensAlone() {
        var token = im.writerToken();
        running.sandbox.putClient(new SandboxClient(SandboxClient.WRITER.id(), "second", Set.of("im.write")));

        assertRefused(im.tokenCall(form()), 401, "invalid_client");
        assertThat(im.batch(token, SandboxCaller.batchOf(SandboxCaller.credit("A")))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void aDeletedClientGetsNoToken() {
        running.sandbox.removeClient(SandboxClient.WRITER.id());

        assertRefused(im.tokenCall(form()), 401, "invalid_client");
    }

    @Test
    void onlyPostIsTaken() {
        var answer = im.send(HttpRequest.newBuilder(running.sandbox.tokenUrl()).GET());

        assertThat(answer.status()).isEqualTo(405);
        assertThat(running.sandbox.report().requests().tokenCalls()).isZero();
    }

    @Test
    void theReportCountsCallsAndTokens() {
        im.tokenCall(form());
        var wrong = form();
        wrong.put("client_secret", "wrong");
        im.tokenCall(wrong);

        var requests = running.sandbox.report().requests();

        assertThat(requests.tokenCalls()).isEqualTo(2);
        assertThat(requests.tokensIssued()).isEqualTo(1);
        assertThat(requests.of("POST /oauth/token", 401)).isEqualTo(1);
    }

    @Test
    void noTextFormShowsASecret() {
        var options = SandboxOptions.defaults();

        assertThat(options.toString())
                .contains("sandbox-writer")
                .doesNotContain(SandboxClient.WRITER.secret())
                .doesNotContain(SandboxClient.READER.secret());
    }
}
