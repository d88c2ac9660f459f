package dev.imconnector.cli.stack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The server's side of AWS's Lambda Runtime API (2018-06-01), for one function: hands out events, takes answers. Each
 * invocation may take 120 s.
 */
final class RuntimeApi implements AutoCloseable {

    private static final long LIMIT_SECONDS = 120;
    private static final String PATH = "/2018-06-01/runtime/";

    /** @param kind {@code response}, or {@code error} when the function threw */
    record Answer(String kind, String body) {}

    private record Event(String requestId, String body) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();

    private RuntimeApi(HttpServer server) {
        this.server = server;
    }

    static RuntimeApi open() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        var api = new RuntimeApi(server);
        server.createContext(PATH, api::serve);
        server.setExecutor(api.threads);
        server.start();
        return api;
    }

    /** As the environment variable {@code AWS_LAMBDA_RUNTIME_API} wants it. */
    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Has the function work on an event. @return null when it has not answered in time, or has died */
    Answer invoke(String requestId, String event, Process function) throws InterruptedException {
        events.add(new Event(requestId, event));
        Answer answer = null;
        for (int second = 0; answer == null && second < LIMIT_SECONDS && function.isAlive(); second++) {
            answer = answers.poll(1, TimeUnit.SECONDS);
        }
        return answer;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var step = exchange.getRequestURI().getPath().substring(PATH.length());
            if (step.equals("invocation/next")) {
                handOut(exchange);
            } else {
                var kind = step.substring(step.lastIndexOf('/') + 1);
                var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                answers.add(new Answer(kind, body));
                exchange.sendResponseHeaders(202, -1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void handOut(HttpExchange exchange) throws IOException, InterruptedException {
        var event = events.take();
        var headers = exchange.getResponseHeaders();
        headers.set("Lambda-Runtime-Aws-Request-Id", event.requestId());
        headers.set(
                "Lambda-Runtime-Deadline-Ms",
                String.valueOf(System.currentTimeMillis() + TimeUnit.SECONDS.toMillis(LIMIT_SECONDS)));
        // Without a type the client's native part crashes.
        headers.set("Content-Type", "application/json");
        headers.set("Lambda-Runtime-Trace-Id", "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Sampled=0");
        headers.set(
                "Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-central-1:000000000000:function:of-a-test");
        var body = event.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
