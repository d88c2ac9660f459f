package dev.imconnector.cli.bench;

import com.sun.net.httpserver.HttpServer;
import dev.imconnector.http.ApacheHttpExchange;
import dev.imconnector.http.HttpAnswer;
import dev.imconnector.http.HttpCall;
import dev.imconnector.time.Deadline;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** One POST of a batch's size to a server in the same process, beside a bare {@code java.net.http} client. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@Threads(4)
public class ExchangeBenchmark {

    private static final byte[] BATCH = "x".repeat(20_000).getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ANSWER = "y".repeat(6_000).getBytes(StandardCharsets.US_ASCII);
    private static final int MOST_BYTES = 8 * 1024 * 1024;

    private final Clock clock = Clock.systemUTC();
    private final ExecutorService serverThreads = Executors.newFixedThreadPool(8);
    private final HttpClient bare =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ApacheHttpExchange exchange =
            new ApacheHttpExchange(Duration.ofSeconds(5), Duration.ofSeconds(30), clock);
    private HttpServer server;
    private URI uri;

    @Setup
    public void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", call -> {
            call.getRequestBody().readAllBytes();
            call.sendResponseHeaders(200, ANSWER.length);
            call.getResponseBody().write(ANSWER);
            call.close();
        });
        server.setExecutor(serverThreads);
        server.start();
        uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    @TearDown
    public void stop() {
        server.stop(0);
        serverThreads.shutdownNow();
    }

    @Benchmark
    public HttpAnswer exchange() throws IOException, InterruptedException {
        return exchange.send(new HttpCall(
                "POST",
                uri,
                Map.of("Content-Type", "application/json", "Authorization", "Bearer x"),
                BATCH,
                Deadline.after(Duration.ofSeconds(60), clock),
                MOST_BYTES));
    }

    @Benchmark
    public HttpResponse<byte[]> bareClient() throws IOException, InterruptedException {
        return bare.send(
                HttpRequest.newBuilder(uri)
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Bearer x")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(BATCH))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }
}
