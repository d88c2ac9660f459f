package dev.imconnector.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import dev.imconnector.http.ApacheHttpExchange;
import dev.imconnector.http.EndpointAddress;
import dev.imconnector.http.HttpAnswer;
import dev.imconnector.http.HttpCall;
import dev.imconnector.oauth.TokenRequestSettings.AuthStyle;
import dev.imconnector.testkit.Reply;
import dev.imconnector.testkit.ScriptedCredentials;
import dev.imconnector.testkit.TokenStack;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.Serializable;
import java.io.StringWriter;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Row 11: a secret and a token with a marker appear in no text")
class CanaryTest extends TokenCoreFixture {

    private static final String MARK = "c4n4ry";
    private static final String SECRET = "C4n4ry-Secret+/Ümlaut%20-0123456789";
    private static final String TOKEN = "eyJ-c4n4ry-Token-0123456789.abcdef";
    private static final List<String> ENCODED_MARKS = List.of(
            base64("im-writer:" + SECRET).substring(16, 40),
            base64(SECRET).substring(0, 30),
            base64(TOKEN).substring(0, 30));

    private final RecordedLog log = new RecordedLog();
    private final List<String> texts = new ArrayList<>();
    private final ObjectMapper json = new ObjectMapper();

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @BeforeEach
    void secretWithAMark() {
        stack.credentials = new ScriptedCredentials(ScriptedCredentials.credentials(SECRET, "v1"));
        stack.maxAttempts = 2;
    }

    @AfterEach
    void noTextHasTheMark() {
        log.close();
        texts.addAll(events.lines);
        texts.addAll(log.lines());
        assertThat(texts).isNotEmpty().allSatisfy(text -> {
            assertThat(text.toLowerCase(Locale.ROOT)).doesNotContain(MARK);
            ENCODED_MARKS.forEach(mark -> assertThat(text).doesNotContain(mark));
        });
    }

    private void note(Throwable failure) {
        assertThat(failure).isNotNull();
        var trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace, true));
        texts.add(trace.toString());
        texts.add(failure.toString());
        texts.add(String.valueOf(failure.getLocalizedMessage()));
        if (failure instanceof OAuthException known) {
            texts.add(known.problem().toString());
        }
    }

    private OAuthException failed(TokenCache cache) {
        var failure = catchThrowable(() -> cache.current(stack.in(Duration.ofSeconds(5))));
        assertThat(failure).isInstanceOf(OAuthException.class);
        note(failure);
        return (OAuthException) failure;
    }

    private static String received(HttpCall call) {
        return new String(call.body(), StandardCharsets.UTF_8) + " " + call.headers();
    }

    /** Bodies of a server that sends back what it got, as what it is and in disguise. */
    private List<String> echoes(String received) {
        try {
            var all = "Got " + received + " and " + SECRET + " and " + TOKEN + " and " + base64(SECRET);
            return List.of(
                    all,
                    json.writeValueAsString(Map.of("error", "invalid_client", "error_description", all)),
                    json.writeValueAsString(Map.of("error", SECRET, "error_description", TOKEN)),
                    json.writeValueAsString(Map.of("error", TOKEN)),
                    json.writeValueAsString(Map.of("error", Map.of("code", SECRET))),
                    json.writeValueAsString(Map.of("error", "e", "error_description", SECRET.toUpperCase(Locale.ROOT))),
                    json.writeValueAsString(Map.of("error", "e", "error_description", "x".repeat(180) + SECRET)),
                    "{\"error\":\"" + SECRET + "\", broken",
                    "<html>" + all + "</html>",
                    "{\"" + SECRET + "\":" + TOKEN + "}");
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatever_status_a_server_sends_back_what_it_got_with() {
        for (var style : AuthStyle.values()) {
            stack.authStyle = style;
            var received = new AtomicReference<String>();
            stack.http = call -> {
                received.set(received(call));
                return answer(400, "", Map.of());
            };
            failed(stack.cache());
            var bodies = echoes(received.get());
            for (int status = 400; status < 600; status++) {
                var code = status;
                var body = bodies.get(status % bodies.size());
                stack.http = call -> answer(code, body, Map.of());
                failed(stack.cache());
            }
            for (var body : bodies) {
                for (int status : new int[] {302, 400, 401, 403, 408, 429, 503}) {
                    stack.http = call -> answer(status, body, Map.of());
                    failed(stack.cache());
                }
            }
        }
    }

    @Test
    void bodies_larger_than_what_is_looked_at() {
        for (int status : new int[] {200, 302, 400, 401, 403, 429, 503}) {
            stack.http = call -> answer(status, SECRET.repeat(50_000), Map.of());
            failed(stack.cache());
            stack.http = call -> answer(status, "{\"error\":\"" + SECRET.repeat(1_000) + "\"}", Map.of());
            failed(stack.cache());
        }
    }

    private HttpAnswer answer(int status, String body, Map<String, List<String>> headers) {
        return new HttpAnswer(status, headers, body.getBytes(StandardCharsets.UTF_8), stack.clock.instant());
    }

    @Test
    void a_success_that_is_none() throws Exception {
        var bodies = new ArrayList<>(echoes("client_secret=" + SECRET));
        bodies.add("{\"access_token\":\"" + TOKEN + "\",\"token_type\":\"" + SECRET + "\"}");
        bodies.add("{\"access_token\":\"" + TOKEN + "\\u0000\",\"token_type\":\"Bearer\"}");
        bodies.add("{\"access_token\":[\"" + TOKEN + "\"],\"token_type\":\"Bearer\"}");
        bodies.add("{\"access_token\":\"" + TOKEN + "\",\"token_type\":\"Bearer\"");
        bodies.add("{\"access_token\":\"" + TOKEN + "\",\"token_type\":\"Bearer\"} " + SECRET);
        for (var body : bodies) {
            for (var type : List.of("application/json", "text/html", "text/" + TOKEN)) {
                stack.http = call -> answer(200, body, Map.of("Content-Type", List.of(type)));
                failed(stack.cache());
            }
        }
    }

    @Test
    void headers_that_echo() {
        for (int status : new int[] {302, 401, 429, 503}) {
            stack.http = call -> answer(
                    status,
                    "",
                    Map.of(
                            "Retry-After", List.of(TOKEN),
                            "Date", List.of(SECRET),
                            "Location", List.of("https://example.com/?secret=" + SECRET),
                            "WWW-Authenticate", List.of("Basic realm=\"" + SECRET + "\"")));
            failed(stack.cache());
        }
    }

    @Test
    void errors_of_the_network_that_quote() {
        var quoting = new IOException(SECRET, new IllegalStateException(TOKEN, new IOException(SECRET)));
        quoting.addSuppressed(new IOException(TOKEN));
        for (var failure : List.of(quoting, new HttpTimeoutException(TOKEN), new ConnectException(SECRET))) {
            stack.http = call -> {
                throw failure;
            };
            failed(stack.cache());
        }
    }

    @Test
    void a_socket_that_breaks_at_any_point_of_an_echo() {
        stack.http = new ApacheHttpExchange(Duration.ofSeconds(5), Duration.ofMillis(200), stack.clock);
        var echo = Reply.json("{\"access_token\":\"" + TOKEN + "\",\"x\":\"" + SECRET + "\"}");
        for (var reply : List.of(
                echo.closingAfter(40),
                echo.stallingAfter(40),
                Reply.stall(),
                Reply.reset(),
                Reply.close(),
                Reply.of(200, "text/html", SECRET),
                echo.withBody((TOKEN + SECRET).repeat(5_000).getBytes(StandardCharsets.UTF_8)))) {
            server.always(TokenStack.PATH, reply);
            failed(stack.cache());
        }
    }

    @Test
    void refusals_the_gate_waiting_and_lack_of_time() throws Exception {
        stack.http = call -> answer(401, echoes(received(call)).get(1), Map.of());
        var cache = stack.cache();
        failed(cache);
        assertThat(failed(cache)).isInstanceOf(CircuitOpenException.class);
        note(catchThrowable(() -> cache.current(stack.in(Duration.ZERO))));
        var stuck = new StuckLeader(stack, new ArrayList<>());
        note(catchThrowable(() -> stuck.cache.current(stack.in(Duration.ofSeconds(1)))));
        stuck.release();
    }

    @Test
    void the_old_token_used_on_while_the_endpoint_fails() throws Exception {
        stack.http = new ScriptedExchange(call -> call == 1
                ? ScriptedExchange.token(TOKEN, 1800, stack.clock)
                : answer(503, echoes("").get(1), Map.of()));
        var cache = stack.cache();
        cache.current(stack.soon());
        stack.clock.advance(Duration.ofSeconds(1750));

        texts.add(cache.current(stack.soon()).toString());
        texts.add(cache.toString());
        texts.add(String.valueOf(cache.credentialsInUse()));

        assertThat(log.lines()).anyMatch(line -> line.startsWith("WARN The connector keeps using the token"));
    }

    @Test
    void text_forms_of_what_carries_a_secret() throws Exception {
        var credentials = ScriptedCredentials.credentials(SECRET, "v1");
        var settings = new TokenRequestSettings(
                EndpointAddress.of("IM_TOKEN_URL", "https://example.com/t?key=" + TOKEN),
                Optional.of("im.write"),
                AuthStyle.BASIC);
        var call = TokenForm.call(settings, credentials, stack.soon());
        assertThat(credentials).hasToString("ClientCredentials[***, versionId=v1]");
        assertThat(new AccessToken(TOKEN, Instant.EPOCH, Instant.EPOCH))
                .hasToString("AccessToken[***, expiresAt=1970-01-01T00:00:00Z]");
        assertThat(call).hasToString("POST https://example.com/t");
        assertThat(answer(200, TOKEN, Map.of())).hasToString("HTTP 200");
        texts.add(credentials.toString());
        texts.add(call.toString());
        texts.add(settings.endpoint().toString());
        texts.add(new AccessToken(TOKEN, Instant.EPOCH, Instant.EPOCH).toString());
        texts.add(answer(200, TOKEN, Map.of("X", List.of(SECRET))).toString());
        texts.add(TokenSlot.of(new AccessToken(TOKEN, Instant.EPOCH, Instant.EPOCH))
                .toString());
        note(catchThrowable(() -> new ClientCredentials(" ", SECRET, "v1", Optional.empty())));
        note(catchThrowable(() -> new ClientCredentials("im-writer", "", "v1", Optional.empty())));
        note(catchThrowable(() -> EndpointAddress.of("IM_TOKEN_URL", "https://u:" + SECRET + "@example.com")));
        note(catchThrowable(() -> EndpointAddress.of("IM_TOKEN_URL", "http://example.com/?" + MARK)));
    }

    @Test
    void credentials_and_tokens_go_through_no_serialiser() {
        texts.add("nothing else to note");
        var credentials = ScriptedCredentials.credentials(SECRET, "v1");
        var token = new AccessToken(TOKEN, Instant.EPOCH, Instant.EPOCH);
        for (var value : List.of(credentials, token)) {
            assertThat(value).isNotInstanceOf(Serializable.class);
            assertThatThrownBy(() -> new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(value))
                    .isInstanceOf(NotSerializableException.class);
            assertThatThrownBy(() -> json.writeValueAsString(value)).isInstanceOf(InvalidDefinitionException.class);
            assertThat(value.getClass().getMethods())
                    .noneMatch(method -> method.getName().startsWith("get")
                            && !method.getName().equals("getClass"));
        }
    }
}
