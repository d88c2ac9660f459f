package dev.imconnector.http;

import java.io.IOException;

/**
 * The connection ended before a single byte of an answer: after a thaw of the environment, most likely a pooled
 * connection that the other side had closed meanwhile. Its text is constant.
 */
public final class ConnectionLostException extends IOException {

    private static final long serialVersionUID = 1L;

    public ConnectionLostException() {
        super("The connection was closed before an answer came");
    }
}
