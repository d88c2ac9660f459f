package dev.imconnector.http;

import org.apache.hc.core5.http.protocol.HttpContext;

/** How far one exchange has come, as its connection saw it. For one request, and the thread that sends it. */
final class ExchangeProgress {

    private static final String ATTRIBUTE = ExchangeProgress.class.getName();

    private final TimeLimit limit;
    private boolean begun;
    private boolean answerBegun;

    /** @param limit of the exchange */
    ExchangeProgress(TimeLimit limit) {
        this.limit = limit;
    }

    TimeLimit limit() {
        return limit;
    }

    /** Lets the client's parts find this under that context. */
    void follow(HttpContext context) {
        context.setAttribute(ATTRIBUTE, this);
    }

    static ExchangeProgress of(HttpContext context) {
        return (ExchangeProgress) context.getAttribute(ATTRIBUTE);
    }

    /** There is a connection, and the request is about to go out. */
    void begin() {
        begun = true;
    }

    boolean hasBegun() {
        return begun;
    }

    /** A first byte of an answer has come. */
    void answerBegins() {
        answerBegun = true;
    }

    boolean hasAnswerBegun() {
        return answerBegun;
    }
}
