package dev.imconnector.cli.template;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * S3, Secrets Manager and Systems Manager in memory, on a loopback socket, for the SDK's real clients. It allows all, and
 * notes what each request would have to be allowed. Thread-safe.
 */
final class InMemoryAws implements AutoCloseable {

    /** What a service answers. */
    record Answer(int status, String contentType, byte[] body, String eTag) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<AwsCall> calls = new ArrayList<>();
    private final InMemoryS3 s3;
    private final InMemoryJsonServices services;

    /** @param kmsKey the key with which bucket and secrets are encrypted; empty when AWS keeps it */
    InMemoryAws(String kmsKey) {
        s3 = new InMemoryS3(kmsKey, this::note);
        services = new InMemoryJsonServices(kmsKey, this::note);
        // Or each answer waits 40 ms for the client's acknowledgement of its head. Read once, by the first server of
        // all.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException e) {
            throw new AssertionError("No port for the simulated AWS", e);
        }
        server.createContext("/", this::serve);
        server.setExecutor(threads);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    InMemoryS3 s3() {
        return s3;
    }

    InMemoryJsonServices services() {
        return services;
    }

    private synchronized void note(AwsCall call) {
        calls.add(call);
    }

    /** What was called since the last time. */
    synchronized List<AwsCall> takeCalls() {
        var taken = List.copyOf(calls);
        calls.clear();
        return taken;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = exchange.getRequestBody().readAllBytes();
            var target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            var answer = target == null
                    ? s3.answer(S3Request.of(exchange, body))
                    : services.answer(target.substring(target.indexOf('.') + 1), body);
            if (answer.contentType() != null) {
                exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            }
            if (answer.eTag() != null) {
                exchange.getResponseHeaders().set("ETag", answer.eTag());
            }
            exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
