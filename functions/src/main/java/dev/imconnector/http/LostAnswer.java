package dev.imconnector.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.HttpException;

/**
 * Says what became of an exchange that has no answer, in texts of our own: those of the client about what the other side
 * sent quote it.
 */
final class LostAnswer {

    private LostAnswer() {}

    /** @throws InterruptedException when an interrupt was what ended it */
    static IOException of(Exception failure, ExchangeProgress progress, TimeLimit limit) throws InterruptedException {
        // Blocking sockets say so by an exception of theirs, and leave the thread's mark.
        if (Thread.interrupted()) {
            throw new InterruptedException("Interrupted while a request was under way");
        }
        if (limit.isExceeded()) {
            var within = " within " + limit.limit().toMillis() + " ms";
            // Before there is a connection nothing of the request has gone out.
            return progress.hasBegun()
                    ? new HttpTimeoutException("No complete answer" + within)
                    : new HttpConnectTimeoutException("No connection" + within);
        }
        if (find(failure, AnswerTooLargeException.class) instanceof AnswerTooLargeException tooLarge) {
            return tooLarge;
        }
        return progress.hasBegun() ? lost(failure, progress) : notConnected(failure);
    }

    private static IOException notConnected(Exception failure) {
        if (find(failure, SocketTimeoutException.class) != null) {
            return new HttpConnectTimeoutException("No connection could be made in time");
        }
        for (var kind : new Class<?>[] {UnknownHostException.class, ConnectException.class, SSLException.class}) {
            if (find(failure, kind) instanceof IOException known) {
                return known;
            }
        }
        return failure instanceof IOException && find(failure, HttpException.class) == null
                ? new ConnectionLostException()
                : broken(failure);
    }

    private static IOException lost(Exception failure, ExchangeProgress progress) {
        var isProtocol = failure instanceof RuntimeException || find(failure, HttpException.class) != null;
        if (!isProtocol && !progress.hasAnswerBegun()) {
            return find(failure, SSLException.class) instanceof SSLException tls ? tls : new ConnectionLostException();
        }
        return broken(failure);
    }

    private static IOException broken(Exception failure) {
        return new IOException("The connection broke off, or what came was not HTTP ("
                + failure.getClass().getSimpleName() + ")");
    }

    private static Throwable find(Throwable failure, Class<?> kind) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return cause;
            }
        }
        return null;
    }
}
