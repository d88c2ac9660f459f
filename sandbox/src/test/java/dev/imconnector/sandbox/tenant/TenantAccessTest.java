package dev.imconnector.sandbox.tenant;

import static dev.imconnector.sandbox.testkit.TenantCaller.HYPERSCALER;
import static dev.imconnector.sandbox.testkit.TenantCaller.LEGACY;
import static dev.imconnector.sandbox.testkit.TenantCaller.basic;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.sandbox.ImDialect;
import dev.imconnector.sandbox.SandboxOptions;
import dev.imconnector.sandbox.switches.RateSwitches;
import dev.imconnector.sandbox.switches.TenantRunSwitches;
import dev.imconnector.sandbox.switches.TenantWriteSwitches;
import dev.imconnector.sandbox.switches.TokenSwitches;
import dev.imconnector.sandbox.testkit.RunningSandbox;
import dev.imconnector.sandbox.testkit.SandboxCaller.Answer;
import dev.imconnector.sandbox.testkit.TenantCaller;
import dev.imconnector.sandbox.token.SandboxClient;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets into a tenant, how, and what each role may do there. */
class TenantAccessTest {

    private static final String GRANT = "grant_type=client_credentials";
    private static final SandboxClient NOBODY = new SandboxClient("no-role", "no-role-secret", Set.of());

    @RegisterExtension
    final RunningSandbox running = new RunningSandbox(SandboxOptions.defaults()
            .withDialect(ImDialect.TENANT)
            .withClient(NOBODY)
            .with(RateSwitches.RATE_LIMIT, 0));

    private final TenantCaller im = new TenantCaller(running.sandbox);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                              | grant_type=client_credentials&client_id=sandbox-reader",
                "                              | grant_type=client_credentials",
                "grant_type=client_credentials | ",
                "grant_type=client_credentials | client_id=sandbox-reader",
                "                              | grant_type=client_credentials&scope=anything",
            })
    void aTokenIsGivenForEachFormOfTheRequest(String query, String form) {
        var answer = im.token(query, form == null ? "" : form, basic(SandboxClient.READER));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("token_type").textValue()).isEqualTo("Bearer");
        assertThat(answer.json().get("expires_in").intValue()).isEqualTo(1_800);
        assertThat(answer.json().has("scope")).isFalse();
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(calendars("Bearer " + answer.json().get("access_token").textValue())
                        .status())
                .isEqualTo(200);
    }

    private Answer calendars(String authorization) {
        return im.send("GET", HYPERSCALER + "/calendars?top=1", authorization, null);
    }

    @Test
    void theSecretMayStandInTheBodyUnlessTheSwitchWantsTheHeader() {
        var form = GRANT + "&client_id=sandbox-reader&client_secret=sandbox-reader-secret";

        assertThat(im.token(null, form, null).status()).isEqualTo(200);
        running.with(TokenSwitches.TOKEN_AUTH, TokenSwitches.Auth.BASIC);
        assertThat(im.token(null, form, null).status()).isEqualTo(401);
        assertThat(im.token(null, GRANT, basic(SandboxClient.READER)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "grant_type=password           | sandbox-reader | sandbox-reader-secret | 400",
                "scope=x                       | sandbox-reader | sandbox-reader-secret | 400",
                "grant_type=client_credentials | sandbox-reader | wrong                 | 401",
                "grant_type=client_credentials | nobody         | sandbox-reader-secret | 401",
                "grant_type=client_credentials&client_id=another | sandbox-reader | sandbox-reader-secret | 400",
                "grant_type=client_credentials&grant_type=client_credentials | sandbox-reader | sandbox-reader-secret | 400",
            })
    void aRequestThatIsNoneGetsNoToken(String form, String id, String secret, int status) {
        var answer = im.token(null, form.strip(), basic(id, secret));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().get("error").textValue()).isNotBlank();
        assertThat(answer.json().has("access_token")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"STATUS_415, 415", "IGNORED, 200"})
    void anEmptyScopeIsRefusedOrIgnored(TenantRunSwitches.EmptyScope how, int status) {
        running.with(TenantRunSwitches.EMPTY_SCOPE, how);

        assertThat(im.token(null, GRANT + "&scope=", basic(SandboxClient.READER))
                        .status())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"none | false | ", "`\"1800\"` | true | `\"1800\"`", "17 | true | 17"})
    void theLifeOfATokenIsToldAsTheSwitchSays(String answer, boolean told, String life) {
        running.with(TokenSwitches.EXPIRES_IN_ANSWER, answer);

        var token = im.token(null, GRANT, basic(SandboxClient.READER)).json();

        assertThat(token.has("expires_in")).isEqualTo(told);
        if (told) {
            assertThat(token.get("expires_in").toString()).isEqualTo(life);
        }
    }

    @Test
    void aTokenEnds() {
        running.with(TokenSwitches.EXPIRES_IN, 60);
        var token = im.bearer(SandboxClient.READER);
        assertThat(calendars(token).status()).isEqualTo(200);

        running.clock.advance(Duration.ofSeconds(61));

        var over = calendars(token);
        assertThat(over.status()).isEqualTo(401);
        assertThat(over.header("WWW-Authenticate")).startsWith("Bearer");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"Bearer x", "Basic !!!", "Basic bm9jb2xvbg==", "Basic c2FuZGJveC11c2VyOndyb25n", "x"})
    void whoeverCannotSayWhoTheyAreIsTurnedAwayByBothFamilies(String authorization) {
        var legacy = im.send("GET", LEGACY + "/calendars", authorization, null);
        var hyperscaler = im.send("GET", HYPERSCALER + "/calendars", authorization, null);

        assertThat(legacy.status()).isEqualTo(401);
        assertThat(legacy.header("WWW-Authenticate")).startsWith("Basic");
        assertThat(hyperscaler.status()).isEqualTo(401);
        assertThat(legacy.json().has("message")).isTrue();
    }

    @Test
    void eachFamilyHasItsOwnKindOfCredentials() {
        assertThat(im.send("GET", HYPERSCALER + "/calendars", basic(SandboxClient.USER), null)
                        .status())
                .isEqualTo(401);
        assertThat(im.send("GET", LEGACY + "/calendars", im.bearer(SandboxClient.READER), null)
                        .status())
                .isEqualTo(401);
        assertThat(im.send("GET", LEGACY + "/calendars", basic(SandboxClient.READER), null)
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET    | /payments?top=1         | 200 | 403",
                "GET    | /credits?top=1          | 200 | 403",
                "GET    | /incentives?top=1       | 200 | 403",
                "GET    | /salesOrders?top=1      | 200 | 200",
                "GET    | /salesTransactions?top=1 | 200 | 200",
                "GET    | /periods?top=1          | 200 | 200",
                "GET    | /unitTypes?top=1        | 200 | 200",
                "GET    | /pipelines?top=1        | 200 | 200",
                "POST   | /salesOrders            | 403 | 201",
                "PUT    | /salesOrders            | 403 | 400",
                "DELETE | /salesOrders(12345678901234567) | 403 | 400",
                "POST   | /pipelines              | 403 | 500",
                "DELETE | /pipelines(12345678901234567) | 403 | 400",
            })
    void aReaderReadsEverythingAndAWriterWritesAndReadsWhatItNeeds(String method, String path, int reader, int writer) {
        var body = method.equals("POST") || method.equals("PUT") ? "[{\"orderId\":\"A-1\"}]" : null;
        running.with(TenantRunSwitches.HYPERSCALER_PIPELINES, TenantRunSwitches.HyperscalerPipelines.RESOURCE);
        if (path.startsWith("/pipelines") && body != null) {
            body = "[{\"command\":\"PipelineRun\"}]";
        }

        assertThat(im.send(method, HYPERSCALER + path, im.bearer(SandboxClient.READER), body)
                        .status())
                .isEqualTo(reader);
        assertThat(im.send(method, HYPERSCALER + path, im.bearer(SandboxClient.WRITER), body)
                        .status())
                .isEqualTo(writer);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 402, 403})
    void aClientWithoutARoleHasAGoodTokenAndNothingElse(int status) {
        running.with(TenantWriteSwitches.ROLE_MISSING_STATUS, status);

        var answer = calendars(im.bearer(NOBODY));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().get("message").textValue())
                .startsWith("TCMP_09012:E: no-role could not obtain access to calendars");
        assertThat(im.send("GET", LEGACY + "/calendars", basic(NOBODY), null).status())
                .isEqualTo(status);
    }

    @Test
    void tokensAreRevokedAndTheLimitCountsThem() {
        var token = im.bearer(SandboxClient.READER);
        running.sandbox.revokeTokens();
        assertThat(calendars(token).status()).isEqualTo(401);

        running.with(RateSwitches.RATE_LIMIT, 2);
        assertThat(im.token(null, GRANT, basic(SandboxClient.READER)).status()).isEqualTo(200);
        assertThat(calendars(token).status()).isEqualTo(401);
        var limited = im.token(null, GRANT, basic(SandboxClient.READER));
        assertThat(limited.status()).isEqualTo(429);
        assertThat(limited.header("Retry-After")).isEqualTo("30");
        assertThat(limited.json().get("message").textValue()).contains("Rate limit");
    }
}
