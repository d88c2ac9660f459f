package dev.imconnector.http;

import java.net.http.HttpTimeoutException;

/** No slot of the rate limit became free in time; nothing was sent. */
final class NoSlotException extends HttpTimeoutException {

    private static final long serialVersionUID = 1L;

    NoSlotException() {
        super("The rate limit left no room for the request before its deadline; nothing was sent");
    }
}
