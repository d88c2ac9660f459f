package dev.imconnector.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * Reads requests over real loopback sockets and answers with bytes, HTTP or not. Each request has a number from 0 on.
 * Thread-safe; a daemon thread per connection.
 */
public final class RawServer implements AutoCloseable {

    private final ServerSocket listener;
    private final IntFunction<RawAnswer> answers;
    private final AtomicInteger requests = new AtomicInteger();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

    public RawServer(IntFunction<RawAnswer> answers) {
        this.answers = answers;
        try {
            listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    /** The same bytes for each request. */
    public static RawServer always(RawAnswer answer) {
        return new RawServer(request -> answer);
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/");
    }

    /** How many requests have come. */
    public int requests() {
        return requests.get();
    }

    /** How many connections the other side has not closed yet. */
    public int openConnections() {
        return connections.size();
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (var connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var connection = listener.accept();
                connection.setTcpNoDelay(true);
                connections.add(connection);
                start(() -> serve(connection));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            var in = connection.getInputStream();
            while (readRequest(in)) {
                if (write(connection, answers.apply(requests.getAndIncrement()))) {
                    return;
                }
            }
        } catch (IOException e) {
            return; // the client has gone away
        } finally {
            connections.remove(connection);
        }
    }

    /** @return whether the connection is to be closed */
    private static boolean write(Socket connection, RawAnswer answer) throws IOException {
        OutputStream out = connection.getOutputStream();
        out.write(answer.bytes());
        out.flush();
        for (var more = answer.endless(); more.length > 0; ) {
            out.write(more); // until the client goes
            answer.pause();
        }
        if (answer.stalls()) {
            // The end of the connection comes from the client.
            while (connection.getInputStream().read() >= 0) {}
        }
        return answer.closes();
    }

    private static boolean readRequest(InputStream in) throws IOException {
        var length = 0;
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            var next = in.read();
            if (next < 0) {
                return false;
            }
            head.append((char) next);
        }
        for (var line : head.toString().split("\r\n")) {
            if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        return in.readNBytes(length).length == length;
    }

    private static void start(Runnable work) {
        var thread = new Thread(work, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Bytes for an answer.
     *
     * @param bytes sent at once
     * @param endless sent after them again and again; empty for nothing
     * @param stalls whether the connection stays open and silent afterwards
     * @param closes whether the connection is closed afterwards
     * @param pauseMillis between the endless ones
     */
    public record RawAnswer(byte[] bytes, byte[] endless, boolean stalls, boolean closes, int pauseMillis) {

        public static RawAnswer of(String text) {
            return new RawAnswer(latin1(text), new byte[0], false, false, 0);
        }

        public RawAnswer thenClosing() {
            return new RawAnswer(bytes, endless, false, true, 0);
        }

        public RawAnswer thenSilence() {
            return new RawAnswer(bytes, endless, true, false, 0);
        }

        public RawAnswer thenEndlessly(String text) {
            return new RawAnswer(bytes, latin1(text), false, false, 0);
        }

        /** A byte or so, again and again, with a little time between. */
        public RawAnswer thenDripping(String text) {
            return new RawAnswer(bytes, latin1(text), false, false, 20);
        }

        private void pause() throws IOException {
            try {
                Thread.sleep(pauseMillis);
            } catch (InterruptedException e) {
                throw new InterruptedIOException();
            }
        }

        private static byte[] latin1(String text) {
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }
    }
}
