package dev.imconnector.cli.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.imconnector.problem.CleanText;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The HTTP API on a loopback port, with the routes of api/openapi.yaml. Nothing is signed here, and no rate is limited but
 * IM's. Safe for use by several threads.
 */
public final class LocalApi implements AutoCloseable {

    private static final int MOST_THREADS = 256;
    private static final int IDLE_SECONDS = 30;
    private static final int SHOWN = 80;

    /** What is read of a request that is too large, so that its sender hears so. */
    private static final int MOST_DRAINED = 64 * 1024 * 1024;

    private final Gateway gateway;
    private final StartedPushes pushes;
    private final Clock clock;
    private final Consumer<String> log;
    private final HttpServer server;
    private final ThreadPoolExecutor threads = threads();

    private LocalApi(Gateway gateway, StartedPushes pushes, Clock clock, Consumer<String> log, HttpServer server) {
        this.gateway = gateway;
        this.pushes = pushes;
        this.clock = clock;
        this.log = log;
        this.server = server;
    }

    /**
     * Starts it.
     *
     * @param port 0 for any free one
     * @param functions who plays which function, by its logical id in template.yaml
     * @param invocations makes the context of an invocation, with the time that it has
     * @param pushes who plays the workflow; closed with the API
     * @param log told of each request
     */
    public static LocalApi start(
            int port,
            Map<String, RequestStreamHandler> functions,
            Supplier<Context> invocations,
            StartedPushes pushes,
            Clock clock,
            Consumer<String> log) {
        // Read once, by the first HTTP server of the JVM: without it Nagle's algorithm holds answers back for 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        var gateway = new Gateway(ApiDefinition.ofTheDocument(), functions, invocations, pushes, clock);
        var api = new LocalApi(gateway, pushes, clock, log, server(port));
        api.server.createContext("/", api::handle);
        api.server.setExecutor(api.threads);
        api.server.start();
        return api;
    }

    private static HttpServer server(int port) {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new PortException(port, e);
        }
    }

    private static ThreadPoolExecutor threads() {
        var number = new AtomicInteger();
        return new ThreadPoolExecutor(
                0, MOST_THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    var thread = new Thread(task, "im-api-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** {@code http://127.0.0.1:PORT}. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var from = clock.instant();
            var request = request(exchange);
            var answer = gateway.answer(request);
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.getResponseHeaders().set("x-amzn-RequestId", request.requestId());
            var isHead = request.method().equals("HEAD");
            exchange.sendResponseHeaders(
                    answer.status(), isHead || answer.body().length == 0 ? -1 : answer.body().length);
            if (!isHead) {
                exchange.getResponseBody().write(answer.body());
            }
            log.accept("%s %s: %d in %d ms"
                    .formatted(
                            CleanText.of(request.method(), SHOWN),
                            CleanText.of(request.rawPath(), SHOWN),
                            answer.status(),
                            Duration.between(from, clock.instant()).toMillis()));
        }
    }

    private static GatewayRequest request(HttpExchange exchange) throws IOException {
        var uri = exchange.getRequestURI();
        var headers = new LinkedHashMap<String, List<String>>(exchange.getRequestHeaders());
        if (uri.getRawAuthority() != null) {
            // What a request names with its path is asked for, whatever its Host says (RFC 9112 section 3.2.2).
            headers.put("Host", List.of(uri.getRawAuthority()));
        }
        return new GatewayRequest(
                exchange.getRequestMethod(),
                uri.getRawPath(),
                uri.getRawQuery(),
                headers,
                body(exchange.getRequestBody()),
                UUID.randomUUID().toString());
    }

    private static byte[] body(InputStream in) throws IOException {
        var body = in.readNBytes(Gateway.MAX_REQUEST + 1);
        var buffer = new byte[64 * 1024];
        for (int drained = 0; drained < MOST_DRAINED; ) {
            var read = in.read(buffer);
            if (read < 0) {
                break;
            }
            drained += read;
        }
        return body;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        pushes.close();
    }
}
