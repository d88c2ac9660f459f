package dev.imconnector.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imconnector.testkit.MalformedAnswers;
import dev.imconnector.testkit.OpenFiles;
import dev.imconnector.testkit.RawServer;
import dev.imconnector.testkit.RawServer.RawAnswer;
import dev.imconnector.time.Deadline;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever arrives as an answer is an answer or a lost one. */
@Timeout(120)
class MalformedAnswersTest {

    private static final RawAnswer GOOD = RawAnswer.of("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final Clock clock = Clock.systemUTC();
    private final ApacheHttpExchange exchange = new ApacheHttpExchange(Duration.ofSeconds(5), LIMIT, clock);

    private HttpCall call(RawServer server) {
        return new HttpCall(
                "POST",
                server.uri(),
                Map.of("Authorization", "Bearer x"),
                "{}".getBytes(StandardCharsets.UTF_8),
                Deadline.after(Duration.ofSeconds(60), clock),
                100_000);
    }

    static Stream<String> names() {
        return MalformedAnswers.all().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void is_a_fault_of_the_network_in_our_own_words_and_costs_no_socket(String name) throws Exception {
        var malformed = MalformedAnswers.all().get(name);
        try (var server = new RawServer(request -> request == 0 ? malformed : GOOD)) {
            assertThatThrownBy(() -> exchange.send(call(server)))
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(ConnectionLostException.class)
                    .hasNoCause()
                    .hasMessageNotContaining("canary");

            assertThat(exchange.send(call(server)).status()).isEqualTo(200);
            assertThat(server.requests()).as("nothing is sent twice").isEqualTo(2);
        }
    }

    /** {@code -Dmalformed.answers=10000} for the figure of docs/benchmarks.md. */
    @Test
    void many_of_them_leave_neither_sockets_nor_memory_behind_and_good_answers_come_as_ever() throws Exception {
        var count = Integer.getInteger("malformed.answers", 400);
        var malformed = MalformedAnswers.inTurn();
        try (var server =
                new RawServer(request -> request < count ? malformed.get(request % malformed.size()) : GOOD)) {
            lose(server, malformed.size());
            var before = OpenFiles.now();
            var heapBefore = heapAlive();

            lose(server, count - malformed.size());

            assertThat(heapAlive() - heapBefore).as("bytes alive").isLessThan(2_000_000);
            for (int good = 0; good < 100; good++) {
                assertThat(exchange.send(call(server)).body()).asString().isEqualTo("{}");
            }
            assertThat(server.requests()).isEqualTo(count + 100);
            assertThat(server.openConnections()).isEqualTo(1);
            assertThat(OpenFiles.now()).as("open files").isLessThanOrEqualTo(before + 10);
        }
    }

    private void lose(RawServer server, int count) {
        for (int answer = 0; answer < count; answer++) {
            assertThatThrownBy(() -> exchange.send(call(server))).isInstanceOf(IOException.class);
        }
    }

    private static long heapAlive() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 201 Created\r\nContent-Length: 20\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "{}{}{}",
                "\r\n"
            })
    void what_comes_after_an_answer_is_never_taken_for_the_next_one(String more) throws Exception {
        var doubled = RawAnswer.of(new String(GOOD.bytes(), StandardCharsets.US_ASCII) + more);
        var conflict = RawAnswer.of("HTTP/1.1 409 Conflict\r\nContent-Length: 0\r\n\r\n");
        try (var server = new RawServer(request -> request == 0 ? doubled : conflict)) {
            assertThat(exchange.send(call(server)).body()).asString().isEqualTo("{}");

            assertThatThrownBy(() -> exchange.send(call(server)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("what came was not HTTP");

            assertThat(exchange.send(call(server)).status()).isEqualTo(409);
        }
    }

    @Test
    void an_answer_that_drips_ends_at_the_limit_though_each_byte_is_in_time() throws Exception {
        var impatient = new ApacheHttpExchange(Duration.ofSeconds(5), Duration.ofMillis(300), clock);
        try (var server = RawServer.always(
                RawAnswer.of("HTTP/1.1 200 OK\r\nContent-Length: 90000\r\n\r\n").thenDripping("x"))) {

            assertThatThrownBy(() -> impatient.send(call(server)))
                    .isInstanceOf(HttpTimeoutException.class)
                    .hasMessage("No complete answer within 300 ms");
        }
    }

    @Test
    void a_request_that_nobody_reads_ends_at_the_limit() throws Exception {
        var impatient = new ApacheHttpExchange(Duration.ofSeconds(5), Duration.ofMillis(300), clock);
        try (var deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var call = new HttpCall(
                    "POST",
                    URI.create("http://127.0.0.1:" + deaf.getLocalPort() + "/"),
                    Map.of(),
                    new byte[64 * 1024 * 1024],
                    Deadline.after(Duration.ofSeconds(60), clock),
                    1_000);

            assertThatThrownBy(() -> impatient.send(call)).isInstanceOf(HttpTimeoutException.class);
        }
    }

    @Test
    void a_header_that_is_there_twice_with_one_value_does_not_break_off() throws Exception {
        var twice = RawAnswer.of("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-A: 1\r\nX-A: 2\r\n\r\n{}");
        try (var server = RawServer.always(twice)) {
            assertThat(exchange.send(call(server)).headers().get("x-a")).containsExactly("1", "2");
        }
    }
}
