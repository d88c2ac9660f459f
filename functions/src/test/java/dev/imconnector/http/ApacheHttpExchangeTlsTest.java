package dev.imconnector.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.imconnector.time.Deadline;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** IM is reached by TLS and nothing else; the other tests do without. */
@Timeout(60)
class ApacheHttpExchangeTlsTest {

    private static final int IN_FLIGHT = 16;
    private static final byte[] LARGE = new byte[1024 * 1024];
    private static final CountDownLatch CLOSING = new CountDownLatch(1);
    private static final Set<InetSocketAddress> CALLERS = ConcurrentHashMap.newKeySet();

    @TempDir
    static Path folder;

    private static SSLContext usual;
    private static HttpsServer server;

    private final Clock clock = Clock.systemUTC();
    private final ApacheHttpExchange exchange =
            new ApacheHttpExchange(Duration.ofSeconds(5), Duration.ofSeconds(30), clock);

    @BeforeAll
    static void start() throws Exception {
        usual = SSLContext.getDefault();
        var tls = contextWithItsOwnCertificate();
        SSLContext.setDefault(tls);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            var thread = new Thread(task, "tls-server");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/large", ApacheHttpExchangeTlsTest::answer);
        server.createContext("/stall", ApacheHttpExchangeTlsTest::stall);
        server.start();
    }

    @AfterAll
    static void stop() {
        SSLContext.setDefault(usual);
        CLOSING.countDown();
        server.stop(0);
    }

    private static SSLContext contextWithItsOwnCertificate() throws Exception {
        var file = folder.resolve("server.p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var made = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "im",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=ip:127.0.0.1,dns:localhost",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        "changeit")
                .inheritIO()
                .start();
        assertThat(made.waitFor()).isZero();
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, "changeit".toCharArray());
        }
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, "changeit".toCharArray());
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static void answer(HttpExchange call) throws IOException {
        CALLERS.add(call.getRemoteAddress());
        call.getRequestBody().readAllBytes();
        call.sendResponseHeaders(200, LARGE.length);
        call.getResponseBody().write(LARGE);
        call.close();
    }

    private static void stall(HttpExchange call) throws IOException {
        call.sendResponseHeaders(200, LARGE.length);
        call.getResponseBody().write(LARGE, 0, LARGE.length / 2);
        call.getResponseBody().flush();
        try {
            CLOSING.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        call.close();
    }

    private HttpCall call(String path, Duration time) {
        var uri = URI.create("https://127.0.0.1:" + server.getAddress().getPort() + path);
        return new HttpCall("POST", uri, Map.of(), new byte[100_000], Deadline.after(time, clock), LARGE.length);
    }

    @Test
    void many_at_a_time_read_whole_answers_over_connections_that_are_kept() throws Exception {
        var threads = Executors.newFixedThreadPool(IN_FLIGHT);
        try {
            Callable<byte[]> callOften = () -> {
                exchange.send(call("/large", Duration.ofSeconds(30)));
                exchange.send(call("/large", Duration.ofSeconds(30)));
                return exchange.send(call("/large", Duration.ofSeconds(30))).body();
            };
            var callers = new ArrayList<Callable<byte[]>>();
            for (int i = 0; i < IN_FLIGHT; i++) {
                callers.add(callOften);
            }
            for (var body : threads.invokeAll(callers)) {
                assertThat(body.get()).isEqualTo(LARGE);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(CALLERS).hasSizeLessThanOrEqualTo(IN_FLIGHT);
    }

    @Test
    void a_body_that_stalls_half_way_ends_at_the_deadline() {
        assertThatThrownBy(() -> exchange.send(call("/stall", Duration.ofMillis(400))))
                .isInstanceOf(HttpTimeoutException.class)
                .hasMessageStartingWith("No complete answer within");
    }
}
