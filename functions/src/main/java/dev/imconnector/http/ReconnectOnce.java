package dev.imconnector.http;

import java.io.IOException;
import java.time.Clock;

/**
 * Sends a request once more, at once, when the connection ended before a single byte of an answer: after a thaw of the
 * environment the pooled connections are dead, and that says nothing about the other side. It costs no attempt and no
 * wait. A second loss in a row is the caller's.
 *
 * <p>The lost request may have been carried out all the same: not for what must not happen twice.
 */
public final class ReconnectOnce implements HttpExchange {

    private final HttpExchange exchange;
    private final Clock clock;

    public ReconnectOnce(HttpExchange exchange, Clock clock) {
        this.exchange = exchange;
        this.clock = clock;
    }

    @Override
    public HttpAnswer send(HttpCall call) throws IOException, InterruptedException {
        try {
            return exchange.send(call);
        } catch (ConnectionLostException lost) {
            if (!call.deadline().leaves(RetryPolicy.MIN_ATTEMPT, clock)) {
                throw lost;
            }
            return exchange.send(call);
        }
    }
}
