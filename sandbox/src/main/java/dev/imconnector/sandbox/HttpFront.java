package dev.imconnector.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.imconnector.sandbox.http.SandboxAnswer;
import dev.imconnector.sandbox.http.SandboxRequest;
import dev.imconnector.sandbox.switches.FaultSwitches;
import dev.imconnector.sandbox.switches.LiveSwitches;
import dev.imconnector.sandbox.switches.SandboxSettingException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sockets on loopback: reads requests, and delivers answers late, cut or not at all when they say so. */
final class HttpFront implements HttpHandler, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpFront.class);
    private static final int MOST_THREADS = 512;
    private static final int IDLE_SECONDS = 30;
    private static final int MAX_BODY = 16 * 1_024 * 1_024;

    private final LiveSwitches switches;
    private final RequestPipeline im;
    private final AdminEndpoint admin;
    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final CountDownLatch closed = new CountDownLatch(1);

    private HttpFront(LiveSwitches switches, RequestPipeline im, AdminEndpoint admin, HttpServer server) {
        this.switches = switches;
        this.im = im;
        this.admin = admin;
        this.server = server;
        this.threads = threads();
    }

    static HttpFront start(int port, LiveSwitches switches, RequestPipeline im, AdminEndpoint admin) {
        // Read once, by the first HTTP server of the JVM: without it Nagle's algorithm holds answers back for 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new SandboxSettingException(
                    "port " + port + " cannot be opened: " + e.getMessage(), "Choose another port, or 0 for any", e);
        }
        var front = new HttpFront(switches, im, admin, server);
        server.createContext("/", front);
        server.setExecutor(front.threads);
        server.start();
        return front;
    }

    /** Stalled requests hold a thread each; the server cuts a connection for which none is left. */
    private static ThreadPoolExecutor threads() {
        var number = new AtomicInteger();
        return new ThreadPoolExecutor(
                0, MOST_THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    var thread = new Thread(task, "im-sandbox-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
            if (body.length > MAX_BODY) {
                deliver(exchange, SandboxAnswer.error(413, "The body is larger than " + MAX_BODY + " bytes"));
                return;
            }
            deliver(exchange, answer(exchange, body));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the sandbox is being closed: the connection ends without an answer
        }
    }

    private SandboxAnswer answer(HttpExchange exchange, byte[] body) {
        var uri = exchange.getRequestURI();
        var headers = new LinkedHashMap<String, List<String>>(exchange.getRequestHeaders());
        if (uri.getRawAuthority() != null) {
            // What a request names with its path is asked for, whatever its Host says (RFC 9112 section 3.2.2).
            headers.put("Host", List.of(uri.getRawAuthority()));
        }
        var request =
                new SandboxRequest(exchange.getRequestMethod(), uri.getRawPath(), uri.getRawQuery(), headers, body);
        try {
            return AdminEndpoint.isFor(request) ? steered(request) : im.answer(request);
        } catch (RuntimeException e) {
            LOG.error("The sandbox failed at {} {}", request.method(), request.rawPath(), e);
            return SandboxAnswer.error(500, "The sandbox itself failed; its log says why");
        }
    }

    private SandboxAnswer steered(SandboxRequest request) {
        im.catchUp();
        return admin.answer(request);
    }

    private void deliver(HttpExchange exchange, SandboxAnswer answer) throws IOException, InterruptedException {
        waitFor(answer.delayMillis());
        answer.beforeSending().run();
        switch (answer.delivery()) {
            case WHOLE -> send(exchange, answer);
            case CUT -> sendHalf(exchange, answer);
            case TRICKLED -> trickle(exchange, answer);
            case STALLED -> waitFor(switches.get(FaultSwitches.STALL_SECONDS) * 1_000L);
            case DROPPED -> {}
        }
    }

    private void waitFor(long millis) throws InterruptedException {
        if (millis > 0 && closed.await(millis, TimeUnit.MILLISECONDS)) {
            throw new InterruptedException("the sandbox is being closed");
        }
    }

    private static void send(HttpExchange exchange, SandboxAnswer answer) throws IOException {
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        if (answer.stream() != null) {
            exchange.sendResponseHeaders(answer.status(), 0);
            answer.stream().writeTo(exchange.getResponseBody());
            return;
        }
        var length = answer.body().length;
        exchange.sendResponseHeaders(answer.status(), length == 0 ? -1 : length);
        exchange.getResponseBody().write(answer.body());
    }

    private void trickle(HttpExchange exchange, SandboxAnswer answer) throws IOException, InterruptedException {
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), answer.body().length + 1L);
        var most = Math.min(answer.body().length, switches.get(FaultSwitches.STALL_SECONDS));
        for (int i = 0; i < most; i++) {
            exchange.getResponseBody().write(answer.body(), i, 1);
            exchange.getResponseBody().flush();
            waitFor(1_000);
        }
    }

    /** Announces the whole body and sends half of it; closing the exchange then closes the connection. */
    private static void sendHalf(HttpExchange exchange, SandboxAnswer answer) throws IOException {
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), answer.body().length + 1L);
        exchange.getResponseBody().write(answer.body(), 0, answer.body().length / 2);
        exchange.getResponseBody().flush();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
