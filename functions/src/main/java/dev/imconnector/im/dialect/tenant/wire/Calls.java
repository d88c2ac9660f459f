package dev.imconnector.im.dialect.tenant.wire;

import dev.imconnector.http.HttpAnswer;
import dev.imconnector.im.CallTimes;
import dev.imconnector.im.ImRequest;
import dev.imconnector.im.ImTransport;
import java.time.Duration;
import java.time.Instant;

/** The requests that belong together: what was begun may be finished. For use by one thread. */
public final class Calls {

    private final ImTransport transport;
    private CallTimes times;
    private Instant sentAt;

    public Calls(ImTransport transport, CallTimes times) {
        this.transport = transport;
        this.times = times;
    }

    /** Sends a request until it is answered for good; a success by whole JSON only. */
    public HttpAnswer call(ImRequest request) throws InterruptedException {
        var answer = transport.call(request, times, each -> ExactJson.read(each).isPresent());
        times = times.begun();
        sentAt = answer.sentAt();
        return answer;
    }

    /** Waits until IM is done with a request that was left without an answer. */
    public void settle(Duration wait) throws InterruptedException {
        times = times.begun();
        transport.settle(wait, times);
    }

    /** When the last request was sent that was answered. */
    public Instant sentAt() {
        return sentAt;
    }

    public ImTransport transport() {
        return transport;
    }
}
