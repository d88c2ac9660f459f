package dev.imconnector.cli.stack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands between the functions and the local AWS: counts their calls, and refuses or holds up those that a test's rule
 * picks, as AWS does and LocalStack does not.
 */
final class AwsGate implements AutoCloseable {

    private static final Set<String> CONNECTION_HEADERS =
            Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");

    /**
     * A function's call.
     *
     * @param action such as {@code secretsmanager.GetSecretValue}, or the method for S3
     * @param path of S3: bucket and key as sent
     */
    record Call(String action, String path) {}

    /** What AWS answers instead. */
    record Refusal(int status, String body) {

        static Refusal json(String code, String message) {
            return new Refusal(400, "{\"__type\":\"" + code + "\",\"message\":\"" + message + "\"}");
        }
    }

    /** Sees each call before it goes on. */
    @FunctionalInterface
    interface Rule {
        Optional<Refusal> see(Call call) throws InterruptedException;
    }

    private static final Rule OPEN = call -> Optional.empty();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(threads)
            .build();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private volatile Rule rule = OPEN;
    private volatile URI target;

    private AwsGate(HttpServer server) {
        this.server = server;
    }

    static AwsGate open() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
            var gate = new AwsGate(server);
            server.createContext("/", gate::pass);
            server.setExecutor(gate.threads);
            server.start();
            return gate;
        } catch (IOException e) {
            throw new AssertionError("No port for the gate", e);
        }
    }

    void leadTo(URI endpoint) {
        target = endpoint;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void rule(Rule newRule) {
        rule = newRule;
    }

    /** Forgets the rule and the calls seen so far. */
    void reset() {
        rule = OPEN;
        calls.clear();
    }

    long count(String action) {
        return calls.stream().filter(call -> call.action().equals(action)).count();
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = exchange.getRequestBody().readAllBytes();
            var call = call(exchange);
            calls.add(call);
            var refusal = rule.see(call);
            if (refusal.isPresent()) {
                refuse(exchange, refusal.get());
            } else {
                answer(exchange, forward(exchange, body));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Call call(HttpExchange exchange) {
        var target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        return new Call(
                target == null ? exchange.getRequestMethod() : target,
                exchange.getRequestURI().getPath());
    }

    private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(
                        URI.create(target + exchange.getRequestURI().toString()))
                .method(
                        exchange.getRequestMethod(),
                        body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!CONNECTION_HEADERS.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static void answer(HttpExchange exchange, HttpResponse<byte[]> response) throws IOException {
        var isHead = exchange.getRequestMethod().equals("HEAD");
        response.headers().map().forEach((name, values) -> {
            var lower = name.toLowerCase(java.util.Locale.ROOT);
            if (!CONNECTION_HEADERS.contains(lower) || isHead && lower.equals("content-length")) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        send(exchange, response.statusCode(), response.body());
    }

    private static void refuse(HttpExchange exchange, Refusal refusal) throws IOException {
        exchange.getResponseHeaders()
                .set("Content-Type", refusal.body().startsWith("{") ? "application/x-amz-json-1.1" : "application/xml");
        send(exchange, refusal.status(), refusal.body().getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
