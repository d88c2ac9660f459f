package dev.imconnector.http;

import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads a body whole, up to a bound; beyond it the connection is given up. For one request only. */
final class BoundedBodyHandler implements BodyHandler<byte[]>, BodySubscriber<byte[]> {

    private final int maxBytes;
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private final List<ByteBuffer> parts = new ArrayList<>();
    private int length;
    private volatile Flow.Subscription subscription;
    private volatile boolean begun;

    /** @param limit how long from now the body may take to be whole */
    BoundedBodyHandler(int maxBytes, Duration limit) {
        this.maxBytes = maxBytes;
        body.orTimeout(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Whether the body was not whole in time. */
    boolean hasTimedOut() {
        return body.handle((whole, failure) -> failure instanceof TimeoutException)
                .getNow(false);
    }

    /** Nobody waits for the body any more: one that is still coming takes its connection with it. */
    void end() {
        var isUnfinished = body.cancel(false) || hasTimedOut();
        var coming = subscription;
        if (isUnfinished && coming != null) {
            coming.cancel();
        }
    }

    /** Whether status and headers have come. */
    boolean answerHasBegun() {
        return begun;
    }

    @Override
    public BodySubscriber<byte[]> apply(ResponseInfo head) {
        begun = true;
        return this;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
        subscription = newSubscription;
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (var buffer : buffers) {
            if (buffer.remaining() > maxBytes - length) {
                subscription.cancel();
                parts.clear();
                body.completeExceptionally(new AnswerTooLargeException(maxBytes));
                return;
            }
            length += buffer.remaining();
            parts.add(buffer);
        }
    }

    @Override
    public void onError(Throwable failure) {
        parts.clear();
        body.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        var whole = new byte[length];
        var at = 0;
        for (var part : parts) {
            var size = part.remaining();
            part.get(whole, at, size);
            at += size;
        }
        parts.clear();
        body.complete(whole);
    }
}
