package dev.imconnector.sandbox;

import static dev.imconnector.sandbox.testkit.SandboxCaller.batchOf;
import static dev.imconnector.sandbox.testkit.SandboxCaller.credit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.sandbox.switches.RateSwitches;
import dev.imconnector.sandbox.switches.WriteSwitches;
import dev.imconnector.sandbox.testkit.RunningSandbox;
import dev.imconnector.sandbox.testkit.SandboxCaller;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The doors under {@code /_sandbox}. */
class AdminTest {

    @RegisterExtension
    final RunningSandbox running = new RunningSandbox();

    private final SandboxCaller im = running.im;

    @Test
    void switchesAreShownAndChanged() {
        assertThat(im.admin("GET", "switches", "").json().get("rate-limit").textValue())
                .isEqualTo("0");

        var after = im.admin("POST", "switches", "{\"rate-limit\":5,\"answer-order\":\"reversed\"}");

        assertThat(after.status()).isEqualTo(200);
        assertThat(after.json().get("answer-order").textValue()).isEqualTo("reversed");
        assertThat(running.sandbox.switches().get(RateSwitches.RATE_LIMIT)).isEqualTo(5);
        assertThat(running.sandbox.switches().get(WriteSwitches.ANSWER_ORDER))
                .isEqualTo(WriteSwitches.AnswerOrder.REVERSED);
    }

    @Test
    void oneWrongSwitchChangesNone() {
        var answer = im.admin("POST", "switches", "{\"rate-limit\":5,\"answer-order\":\"upside-down\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("error").textValue()).contains("answer-order", "shuffled");
        assertThat(running.sandbox.switches().get(RateSwitches.RATE_LIMIT)).isZero();
    }

    @Test
    void itNeedsNoTokenAndIsNotCounted() {
        running.with(RateSwitches.RATE_LIMIT, 1);
        running.set("fault", "always status 500 on all");

        for (int i = 0; i < 5; i++) {
            assertThat(im.admin("GET", "report", "").status()).isEqualTo(200);
        }

        assertThat(running.sandbox.report().requests().total()).isZero();
    }

    @Test
    void aCreditIsShownWithHowOftenItArrived() {
        var token = im.writerToken();
        im.batch(token, batchOf(credit("A/1 \u00e9", "1.50"), credit("B-1", "\"x\"")));
        im.batch(token, batchOf(credit("A/1 \u00e9", "1.50")));

        var stored = im.admin("GET", "credits/" + SandboxCaller.encoded("A/1 \u00e9"), "");
        var rejected = im.admin("GET", "credits/B-1", "").json();
        var unknown = im.admin("GET", "credits/C-1", "").json();

        assertThat(stored.json().get("timesSent").intValue()).isEqualTo(2);
        assertThat(stored.body()).contains("\"amount\":1.50");
        assertThat(rejected.get("timesSent").intValue()).isEqualTo(1);
        assertThat(rejected.get("credit").isNull()).isTrue();
        assertThat(unknown.get("timesSent").intValue()).isZero();
    }

    @Test
    void everySourceRefThatArrivedIsDumped() {
        im.batch(im.writerToken(), batchOf(credit("A-1"), credit("A-2", "\"x\""), credit("A-1")));

        assertThat(im.admin("GET", "source-refs", "").body().lines())
                .containsExactly(
                        "{\"sourceRef\":\"A-1\",\"stored\":true,\"timesSent\":2}",
                        "{\"sourceRef\":\"A-2\",\"stored\":false,\"timesSent\":1}");
    }

    @Test
    void aCreditsStatusCanBePlanted() {
        im.batch(im.writerToken(), batchOf(credit("A-1")));

        assertThat(im.admin("PUT", "credits/A-1", "{\"status\":\"REVERSED\"}").status())
                .isEqualTo(200);

        assertThat(im.get("/credits", im.readerToken()).body()).contains("REVERSED");
        assertThat(im.admin("PUT", "credits/A-2", "{\"status\":\"REVERSED\"}").status())
                .isEqualTo(404);
        assertThat(im.admin("PUT", "credits/A-1", "{\"status\":\"LOST\"}").status())
                .isEqualTo(400);
    }

    @Test
    void tokensAreRevokedAndClientsChanged() {
        var token = im.readerToken();
        assertThat(im.admin("POST", "revoke-tokens", "").json().get("revoked").intValue())
                .isEqualTo(1);
        assertThat(im.get("/quotas", token).status()).isEqualTo(401);

        assertThat(im.admin("PUT", "clients/new", "{\"secret\":\"s\",\"scopes\":[\"im.read\"]}")
                        .status())
                .isEqualTo(204);
        var form = Map.of("grant_type", "client_credentials", "client_id", "new", "client_secret", "s");
        assertThat(im.tokenCall(form).json().get("scope").textValue()).isEqualTo("im.read");
        assertThat(im.admin("DELETE", "clients/new", "").status()).isEqualTo(204);
        assertThat(im.tokenCall(form).status()).isEqualTo(401);
        assertThat(im.admin("DELETE", "clients/new", "").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET  | nothing     | ''           | 404",
                "POST | report      | ''           | 404",
                "POST | switches    | nonsense     | 400",
                "POST | switches    | {\"x\":\"y\"} | 400",
                "GET  | rows/nothing | ''          | 404",
                "GET  | rows/results?$filter=x | '' | 400",
                "PUT  | clients/new | {\"scopes\":[]} | 400",
            })
    void whatItCannotDoItSays(String method, String path, String body, int status) {
        var answer = im.admin(method, path.replace("$", "%24"), body);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().get("error").textValue()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, https://evil.example",
        "Origin, null",
        "Origin, http://127.0.0.1:1",
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site"
    })
    void aWebPageMayNotSteerIt(String header, String value) {
        var answer = im.send(HttpRequest.newBuilder(running.sandbox.url("/_sandbox/switches"))
                .header("Content-Type", "application/json")
                .header(header, value)
                .POST(HttpRequest.BodyPublishers.ofString("{\"rate-limit\":5}")));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(running.sandbox.switches().get(RateSwitches.RATE_LIMIT)).isZero();
    }

    @Test
    void aBodyThatDoesNotSayWhatItIsIsRefused() {
        var answer = im.send(HttpRequest.newBuilder(running.sandbox.url("/_sandbox/switches"))
                .POST(HttpRequest.BodyPublishers.ofString("{\"rate-limit\":5}")));

        assertThat(answer.status()).isEqualTo(415);
        assertThat(running.sandbox.switches().get(RateSwitches.RATE_LIMIT)).isZero();
    }

    @Test
    void aNameOfSomebodysOwnThatLeadsHereIsRefused() throws Exception {
        var url = running.sandbox.url("/_sandbox/report");
        try (var socket = new Socket(url.getHost(), url.getPort())) {
            socket.getOutputStream()
                    .write("GET /_sandbox/report HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 403");
        }
    }
}
