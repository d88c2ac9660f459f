package dev.imconnector.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;

/**
 * The kinds of network faults, each with a phrase for people: an exception's text may quote what the other side sent,
 * a secret echoed in a broken status line included.
 */
public enum NetworkFault {
    CONNECT_TIMED_OUT("no connection could be made in time"),
    TIMED_OUT("no complete answer came in time"),
    UNKNOWN_HOST("the host name is unknown"),
    CONNECTION_REFUSED("the connection was refused"),
    TLS_FAILED("the TLS handshake failed"),
    CONNECTION_LOST("the connection was closed before an answer came"),
    ANSWER_TOO_LARGE("the answer is larger than allowed"),
    BROKEN("the connection broke off, or what came was not HTTP");

    private static final int LONGEST_CHAIN = 10;

    private final String words;

    NetworkFault(String words) {
        this.words = words;
    }

    /** Half a sentence for people. */
    public String words() {
        return words;
    }

    /** The kind of fault, from the exception's type and the types of its causes; its text is not looked at. */
    public static NetworkFault of(IOException failure) {
        if (failure instanceof HttpConnectTimeoutException) {
            return CONNECT_TIMED_OUT;
        }
        if (failure instanceof HttpTimeoutException) {
            return TIMED_OUT;
        }
        if (failure instanceof ConnectionLostException) {
            return CONNECTION_LOST;
        }
        if (failure instanceof AnswerTooLargeException) {
            return ANSWER_TOO_LARGE;
        }
        if (isCausedBy(failure, UnresolvedAddressException.class) || isCausedBy(failure, UnknownHostException.class)) {
            return UNKNOWN_HOST;
        }
        if (isCausedBy(failure, ConnectException.class)) {
            return CONNECTION_REFUSED;
        }
        return isCausedBy(failure, SSLException.class) ? TLS_FAILED : BROKEN;
    }

    private static boolean isCausedBy(Throwable failure, Class<? extends Throwable> type) {
        var cause = failure;
        for (int depth = 0; cause != null && depth < LONGEST_CHAIN; depth++) {
            if (type.isInstance(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
