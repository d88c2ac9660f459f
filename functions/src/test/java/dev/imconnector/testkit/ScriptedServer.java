package dev.imconnector.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/**
 * An HTTP/1.1 server on a real loopback socket that answers by script: per path the {@link #next} replies in order,
 * then the {@link #always} one. A request without a script gets a 501, and {@link #close} then throws. Thread-safe; a
 * daemon thread per connection.
 */
public final class ScriptedServer implements AutoCloseable {

    private static final long LONGEST_END_MILLIS = 5_000;

    private final ServerSocket listener;
    private final Map<String, Queue<Reply>> scripts = new HashMap<>();
    private final Map<String, Function<RecordedRequest, Reply>> defaults = new HashMap<>();
    private final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();
    private final List<String> unscripted = new CopyOnWriteArrayList<>();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    public ScriptedServer() {
        try {
            listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept, "scripted-server-" + listener.getLocalPort());
    }

    /** Answers the next requests to {@code path} in this order. */
    public synchronized ScriptedServer next(String path, Reply... replies) {
        scripts.computeIfAbsent(path, key -> new ArrayDeque<>()).addAll(List.of(replies));
        return this;
    }

    /** Answers every request to {@code path} for which no {@link #next} is left. */
    public ScriptedServer always(String path, Reply reply) {
        return always(path, request -> reply);
    }

    public synchronized ScriptedServer always(String path, Function<RecordedRequest, Reply> reply) {
        defaults.put(path, reply);
        return this;
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Where {@code pathAndQuery} is, on http and 127.0.0.1. */
    public URI uri(String pathAndQuery) {
        return URI.create("http://127.0.0.1:" + port() + pathAndQuery);
    }

    /** All requests received so far, in order. */
    public List<RecordedRequest> requests() {
        return List.copyOf(requests);
    }

    public List<RecordedRequest> requests(String path) {
        return requests.stream().filter(request -> request.path().equals(path)).toList();
    }

    /** How many requests to that path have come so far. */
    public int count(String path) {
        return requests(path).size();
    }

    /** Forgets what it received; the scripts stay. */
    public void forget() {
        requests.clear();
    }

    /** How many connections are open. */
    public int openConnections() {
        return connections.size();
    }

    /** Closes every connection, as a server or a proxy does with idle ones while an environment is frozen. */
    public void closeIdleConnections() {
        connections.forEach(ScriptedServer::closeQuietly);
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        closeIdleConnections();
        threads.forEach(ScriptedServer::end);
        if (!unscripted.isEmpty()) {
            throw new AssertionError("requests without a script: " + unscripted);
        }
    }

    private void accept() {
        while (closing.getCount() > 0) {
            try {
                var connection = listener.accept();
                connection.setTcpNoDelay(true);
                connections.add(connection);
                start(() -> serve(connection), "scripted-connection-" + connection.getPort());
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            var in = new BufferedInputStream(connection.getInputStream());
            for (var request = read(in); request != null; request = read(in)) {
                requests.add(request);
                var reply = replyTo(request);
                reply.awaitHold();
                connection.getOutputStream().write(reply.bytes());
                connection.getOutputStream().flush();
                if (reply.stalls()) {
                    closing.await();
                }
                if (reply.resets()) {
                    connection.setSoLinger(true, 0);
                }
                if (reply.closes()) {
                    return;
                }
            }
        } catch (IOException e) {
            return; // the client went away, or the connection was closed on purpose
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connections.remove(connection);
        }
    }

    private synchronized Reply replyTo(RecordedRequest request) {
        var queue = scripts.get(request.path());
        if (queue != null && !queue.isEmpty()) {
            return queue.remove();
        }
        var always = defaults.get(request.path());
        if (always != null) {
            return always.apply(request);
        }
        unscripted.add(request.method() + " " + request.path());
        return Reply.json(501, "{\"error\":\"unscripted\"}");
    }

    private static RecordedRequest read(InputStream in) throws IOException {
        var requestLine = line(in);
        if (requestLine == null) {
            return null;
        }
        var words = requestLine.split(" ");
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        for (var header = line(in); header != null && !header.isEmpty(); header = line(in)) {
            var colon = header.indexOf(':');
            if (colon < 0) {
                throw new IOException("not HTTP");
            }
            headers.put(header.substring(0, colon), header.substring(colon + 1).strip());
        }
        var target = words[1];
        var question = target.indexOf('?');
        var path = question < 0 ? target : target.substring(0, question);
        var query = question < 0 ? null : target.substring(question + 1);
        return new RecordedRequest(words[0], path, query, headers, body(in, headers));
    }

    private static String body(InputStream in, Map<String, String> headers) throws IOException {
        if ("chunked".equalsIgnoreCase(headers.get("Transfer-Encoding"))) {
            return chunked(in);
        }
        var length = Integer.parseInt(headers.getOrDefault("Content-Length", "0"));
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static String chunked(InputStream in) throws IOException {
        var body = new ByteArrayOutputStream();
        for (var size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
            body.write(in.readNBytes(size));
            line(in);
        }
        line(in);
        return body.toString(StandardCharsets.UTF_8);
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (var b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                return null;
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    private static void closeQuietly(Socket connection) {
        try {
            connection.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void end(Thread thread) {
        thread.interrupt();
        try {
            thread.join(LONGEST_END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void start(Runnable work, String name) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }
}
