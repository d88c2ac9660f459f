package dev.imconnector.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * The network by {@code java.net.http}: HTTP/1.1, connections kept, redirects not followed (one would carry the secret
 * or the token elsewhere). Thread-safe; make one and keep it.
 *
 * <p>The call's deadline and the limit for one request hold over the whole answer, a body that stalls half-way
 * included: the client's own timeout ends with the headers, the body's handler has one of its own.
 */
public final class JdkHttpExchange implements HttpExchange {

    private final HttpClient client;
    private final Duration requestTimeout;
    private final Clock clock;

    /**
     * @param connectTimeout for a new connection, TLS included
     * @param requestTimeout for one request, from its sending to the last byte of its answer
     */
    public JdkHttpExchange(Duration connectTimeout, Duration requestTimeout, Clock clock) {
        this(connectTimeout, requestTimeout, clock, Optional.empty());
    }

    /** @param proxy which proxy a request goes through; empty: the JVM's own choice */
    public JdkHttpExchange(
            Duration connectTimeout, Duration requestTimeout, Clock clock, Optional<ProxySelector> proxy) {
        var builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                // Each hand-over of an answer to another thread would cost as much as its reading (ADR 14).
                .executor(Runnable::run)
                .connectTimeout(connectTimeout);
        proxy.ifPresent(builder::proxy);
        this.client = builder.build();
        this.requestTimeout = requestTimeout;
        this.clock = clock;
    }

    @Override
    public HttpAnswer send(HttpCall call) throws IOException, InterruptedException {
        var sentAt = clock.instant();
        var limit = limit(call, sentAt);
        var handler = new BoundedBodyHandler(call.maxAnswerBytes(), limit);
        try {
            // Not sendAsync: with one or two processors it begins a thread for each answer.
            var response = client.send(request(call, limit), handler);
            var answer =
                    new HttpAnswer(response.statusCode(), response.headers().map(), response.body(), sentAt);
            return ContentDecoding.decoded(answer, call.maxAnswerBytes());
        } catch (HttpConnectTimeoutException e) {
            throw e;
        } catch (HttpTimeoutException e) {
            throw timedOut(limit);
        } catch (IOException e) {
            throw handler.hasTimedOut() ? timedOut(limit) : translated(e, handler.answerHasBegun());
        } finally {
            handler.end();
        }
    }

    private static HttpTimeoutException timedOut(Duration limit) {
        return new HttpTimeoutException("No complete answer within " + limit.toMillis() + " ms");
    }

    private Duration limit(HttpCall call, Instant now) throws HttpTimeoutException {
        var left = Duration.between(now, call.deadline().at());
        if (left.isNegative() || left.isZero()) {
            throw new HttpTimeoutException("The deadline had passed before the request was sent");
        }
        return left.compareTo(requestTimeout) < 0 ? left : requestTimeout;
    }

    private static HttpRequest request(HttpCall call, Duration limit) {
        try {
            var request = HttpRequest.newBuilder(call.uri()).timeout(limit);
            call.headers().forEach(request::setHeader);
            var body = call.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(call.body());
            return request.method(call.method(), body).build();
        } catch (IllegalArgumentException e) {
            // Its text quotes the header, which may be the Authorization.
            throw new IllegalArgumentException("The request has a method, address or header that HTTP does not allow");
        }
    }

    /** Keeps what is safe to show; texts of the client about what the other side sent quote it. */
    private static IOException translated(Throwable failure, boolean answerHasBegun) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AnswerTooLargeException tooLarge) {
                return tooLarge;
            }
        }
        if (failure instanceof HttpTimeoutException
                || failure instanceof ConnectException
                || failure instanceof SSLException) {
            return (IOException) failure;
        }
        if (!answerHasBegun && failure instanceof IOException && !mentionsAnswerBytes(failure)) {
            return new ConnectionLostException();
        }
        return new IOException("The connection broke off, or what came was not HTTP ("
                + failure.getClass().getSimpleName() + ")");
    }

    /** The client tells how far its parser of status line and headers had come in the exception's text only. */
    private static boolean mentionsAnswerBytes(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            var text = String.valueOf(cause.getMessage());
            if (cause instanceof ProtocolException || text.contains("parsing HTTP") || text.contains("receiving [")) {
                return true;
            }
        }
        return false;
    }
}
