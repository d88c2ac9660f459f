package dev.imconnector.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imconnector.testkit.Reply;
import dev.imconnector.testkit.ScriptedServer;
import dev.imconnector.time.Deadline;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ApacheHttpExchangeTest {

    private static final Duration SHORT = Duration.ofMillis(250);

    private final Clock clock = Clock.systemUTC();
    private final ScriptedServer server = new ScriptedServer();
    private final ApacheHttpExchange exchange =
            new ApacheHttpExchange(Duration.ofSeconds(5), Duration.ofSeconds(30), clock);

    @AfterEach
    void close() {
        server.close();
    }

    private HttpCall call(String method, Duration time, int maxBytes) {
        var body = method.equals("GET") ? null : "in".getBytes(StandardCharsets.UTF_8);
        return new HttpCall(
                method, server.uri("/a?b=c"), Map.of("X-Test", "1"), body, Deadline.after(time, clock), maxBytes);
    }

    private HttpCall post() {
        return call("POST", Duration.ofSeconds(20), 1_000);
    }

    @Test
    void sends_the_request_and_reads_the_whole_answer() throws Exception {
        server.next("/a", Reply.json(207, "{\"ä\":1}").withHeader("Retry-After", "7"));
        var before = clock.instant();

        var answer = exchange.send(call("PATCH", Duration.ofSeconds(20), 1_000));

        assertThat(answer.status()).isEqualTo(207);
        assertThat(answer.header("retry-AFTER")).contains("7");
        assertThat(answer.body()).asString(StandardCharsets.UTF_8).isEqualTo("{\"ä\":1}");
        assertThat(answer.sentAt()).isBetween(before, clock.instant());
        var request = server.requests().get(0);
        assertThat(request.method()).isEqualTo("PATCH");
        assertThat(request.query()).isEqualTo("b=c");
        assertThat(request.header("x-test")).contains("1");
        assertThat(request.body()).isEqualTo("in");
    }

    @Test
    void speaks_http_1_1_without_asking_for_http_2() throws Exception {
        server.next("/a", Reply.status(204));

        assertThat(exchange.send(call("GET", Duration.ofSeconds(20), 10)).body())
                .isEmpty();

        assertThat(server.requests().get(0).header("Upgrade")).isEmpty();
        assertThat(server.requests().get(0).header("HTTP2-Settings")).isEmpty();
    }

    @Test
    void keeps_its_connection_for_the_next_call() throws Exception {
        server.always("/a", Reply.json("{}"));

        exchange.send(post());
        exchange.send(post());

        assertThat(server.openConnections()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void a_redirect_is_an_answer_and_not_followed(int status) throws Exception {
        server.next(
                "/a",
                Reply.status(status)
                        .withHeader("Location", server.uri("/elsewhere").toString()));

        assertThat(exchange.send(post()).status()).isEqualTo(status);
        assertThat(server.count("/elsewhere")).isZero();
    }

    @Test
    void an_answer_that_never_comes_ends_at_the_deadline() {
        server.next("/a", Reply.stall());

        assertThatThrownBy(() -> exchange.send(call("POST", SHORT, 1_000)))
                .isInstanceOf(HttpTimeoutException.class)
                .hasMessageStartingWith("No complete answer within");
    }

    @Test
    void a_body_that_stalls_half_way_ends_at_the_deadline() {
        server.next("/a", Reply.json("{\"value\":[1,2,3]}").stallingAfter(5));

        assertThatThrownBy(() -> exchange.send(call("POST", SHORT, 1_000))).isInstanceOf(HttpTimeoutException.class);
    }

    @Test
    void one_request_has_a_limit_of_its_own_however_far_the_deadline_is() {
        server.next("/a", Reply.json("{\"value\":[1,2,3]}").stallingAfter(5));
        var impatient = new ApacheHttpExchange(Duration.ofSeconds(5), SHORT, clock);

        assertThatThrownBy(() -> impatient.send(call("POST", Duration.ofHours(1), 1_000)))
                .isInstanceOf(HttpTimeoutException.class)
                .hasMessage("No complete answer within 250 ms");
    }

    @Test
    void nothing_is_sent_when_the_deadline_has_passed() {
        assertThatThrownBy(() -> exchange.send(call("POST", Duration.ZERO, 1_000)))
                .isInstanceOf(HttpTimeoutException.class);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void a_connection_closed_before_any_answer_is_a_lost_connection() {
        server.next("/a", Reply.close());

        assertThatThrownBy(() -> exchange.send(post())).isInstanceOf(ConnectionLostException.class);
    }

    @Test
    void a_connection_reset_before_any_answer_is_a_lost_connection() {
        server.next("/a", Reply.reset());

        assertThatThrownBy(() -> exchange.send(post())).isInstanceOf(ConnectionLostException.class);
    }

    @Test
    void a_pooled_connection_reset_before_any_answer_is_a_lost_connection() throws Exception {
        server.next("/a", Reply.json("{}"), Reply.reset());
        exchange.send(post());

        assertThatThrownBy(() -> exchange.send(post())).isInstanceOf(ConnectionLostException.class);
    }

    @Test
    void a_connection_closed_within_the_body_is_broken_and_not_lost() {
        server.next("/a", Reply.json("{\"value\":[1,2,3]}").closingAfter(5));

        assertThatThrownBy(() -> exchange.send(post()))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(ConnectionLostException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 2", "HTTP/1.1 200 OK\r\nContent-Le", "canary says hello\r\n\r\n"})
    void an_answer_that_breaks_off_in_its_head_is_not_lost_and_not_quoted(String head) throws Exception {
        try (var raw = new ServerSocket(0)) {
            var thread = new Thread(() -> answerRaw(raw, head));
            thread.start();
            var call = new HttpCall(
                    "POST",
                    URI.create("http://127.0.0.1:" + raw.getLocalPort() + "/"),
                    Map.of(),
                    new byte[0],
                    Deadline.after(Duration.ofSeconds(20), clock),
                    1_000);

            assertThatThrownBy(() -> exchange.send(call))
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(ConnectionLostException.class)
                    .hasNoCause()
                    .hasMessageNotContaining("canary");
            thread.join();
        }
    }

    private static void answerRaw(ServerSocket listener, String head) {
        try (var connection = listener.accept()) {
            connection.getInputStream().read(new byte[4_096]);
            connection.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_refused_connection_is_told_as_such() throws Exception {
        int nobody;
        try (var socket = new ServerSocket(0)) {
            nobody = socket.getLocalPort();
        }
        var call = new HttpCall(
                "POST",
                URI.create("http://127.0.0.1:" + nobody + "/"),
                Map.of(),
                null,
                Deadline.after(Duration.ofSeconds(20), clock),
                1_000);

        assertThatThrownBy(() -> exchange.send(call))
                .isInstanceOfSatisfying(
                        IOException.class,
                        failure -> assertThat(NetworkFault.of(failure)).isEqualTo(NetworkFault.CONNECTION_REFUSED));
    }

    @Test
    void an_unknown_host_is_told_as_such() {
        var call = new HttpCall(
                "GET",
                URI.create("http://nobody.invalid/"),
                Map.of(),
                null,
                Deadline.after(Duration.ofSeconds(20), clock),
                1_000);

        assertThatThrownBy(() -> exchange.send(call))
                .isInstanceOfSatisfying(
                        IOException.class,
                        failure -> assertThat(NetworkFault.of(failure)).isEqualTo(NetworkFault.UNKNOWN_HOST));
    }

    @Test
    void a_server_without_tls_is_a_tls_failure() {
        var https = URI.create(server.uri("/a").toString().replace("http:", "https:"));
        var call = new HttpCall("GET", https, Map.of(), null, Deadline.after(Duration.ofSeconds(5), clock), 1_000);

        assertThatThrownBy(() -> exchange.send(call))
                .isInstanceOfSatisfying(
                        IOException.class,
                        failure -> assertThat(NetworkFault.of(failure)).isEqualTo(NetworkFault.TLS_FAILED));
    }

    @Test
    void a_body_as_large_as_allowed_is_read_and_one_byte_more_is_refused() throws Exception {
        server.next("/a", Reply.json("x".repeat(100_000)), Reply.json("x".repeat(100_001)));

        assertThat(exchange.send(call("POST", Duration.ofSeconds(20), 100_000)).body())
                .hasSize(100_000);
        assertThatThrownBy(() -> exchange.send(call("POST", Duration.ofSeconds(20), 100_000)))
                .isInstanceOf(AnswerTooLargeException.class)
                .hasMessage("The answer is larger than 100000 bytes");
    }

    @Test
    void an_interrupt_ends_the_wait_at_once() throws Exception {
        var asked = new CountDownLatch(1);
        server.always("/a", request -> {
            asked.countDown();
            return Reply.stall();
        });
        var outcome = new AtomicReference<Throwable>();
        var caller = new Thread(() -> {
            try {
                exchange.send(post());
            } catch (IOException | InterruptedException e) {
                outcome.set(e);
            }
        });
        caller.start();
        asked.await();

        caller.interrupt();
        caller.join();

        assertThat(outcome.get()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void a_header_that_http_does_not_allow_is_refused_without_being_quoted() {
        var call = new HttpCall(
                "GET",
                server.uri("/a"),
                Map.of("Authorization", "Bearer canary\r\nX: y"),
                null,
                Deadline.after(Duration.ofSeconds(20), clock),
                1_000);

        assertThatThrownBy(() -> exchange.send(call))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessageNotContaining("canary");
    }
}
