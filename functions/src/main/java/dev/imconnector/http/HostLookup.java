package dev.imconnector.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Finds the addresses of a host, within a limit: nothing in Java ends a look-up of the operating system's, which may take as
 * long as that likes. So another thread waits for it. There is one at most for a name, which ends when the operating system
 * has done; who asks meanwhile waits for the same. Thread-safe.
 */
final class HostLookup {

    /** What is an address already, of either kind, is looked up nowhere. */
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[?[0-9A-Fa-f:.]*:[0-9A-Fa-f:.%]*]?");

    private final Names names;
    private final Map<String, CompletableFuture<InetAddress[]>> underWay = new ConcurrentHashMap<>();

    /** Where names are looked up: the operating system, outside of tests. */
    @FunctionalInterface
    interface Names {
        InetAddress[] addressesOf(String host) throws UnknownHostException;
    }

    HostLookup(Names names) {
        this.names = names;
    }

    /**
     * @param longest to wait, however much of the limit is left
     * @throws SocketTimeoutException when neither sufficed
     */
    InetAddress[] addressesOf(String host, Duration longest, TimeLimit limit) throws IOException {
        if (ADDRESS.matcher(host).matches()) {
            return names.addressesOf(host);
        }
        try {
            return limit.await(underWay.computeIfAbsent(host, this::begin), longest);
        } catch (TimeoutException e) {
            throw new SocketTimeoutException("The host name was not found in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while a host name was looked up");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownHostException unknown) {
                throw unknown;
            }
            throw new IOException("The look-up of a host name failed", e.getCause());
        }
    }

    private CompletableFuture<InetAddress[]> begin(String host) {
        var found = new CompletableFuture<InetAddress[]>();
        var thread = new Thread(() -> lookUp(host, found), "im-host-lookup");
        thread.setDaemon(true);
        thread.start();
        return found;
    }

    private void lookUp(String host, CompletableFuture<InetAddress[]> found) {
        try {
            found.complete(ask(host, found));
        } catch (UnknownHostException | RuntimeException e) {
            found.completeExceptionally(e);
        }
    }

    /** It is no longer under way when its end is reported: who asks again because of that end is to have one anew. */
    private InetAddress[] ask(String host, CompletableFuture<InetAddress[]> found) throws UnknownHostException {
        try {
            return names.addressesOf(host);
        } finally {
            underWay.remove(host, found);
        }
    }
}
