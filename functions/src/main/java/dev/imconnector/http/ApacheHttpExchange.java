package dev.imconnector.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ProxySelector;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;

/**
 * The network by Apache HttpClient's blocking sockets: HTTP/1.1, connections kept, redirects not followed (one would
 * carry the secret or the token elsewhere), nothing repeated. Thread-safe; make one and keep it.
 *
 * <p>The call's deadline and the limit for one request hold over the whole exchange, from the look-up of the host
 * to the last byte: a {@link TimeLimit} closes the socket, whatever its thread waits for. Whatever comes that is not an
 * answer is an {@link IOException} with a text of our own, and its connection is closed.
 */
public final class ApacheHttpExchange implements HttpExchange {

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e\\xa0-\\xff]*");

    private final Duration connectTimeout;
    private final Duration requestTimeout;
    private final Clock clock;
    private final Optional<ProxySelector> proxy;
    private final HostLookup hosts;

    private CloseableHttpClient client;

    /**
     * @param connectTimeout for a new connection, and once more for its TLS handshake
     * @param requestTimeout for one request, from its beginning to the last byte of its answer
     */
    public ApacheHttpExchange(Duration connectTimeout, Duration requestTimeout, Clock clock) {
        this(connectTimeout, requestTimeout, clock, Optional.empty());
    }

    /** @param proxy which proxy a request goes through; empty: the JVM's own choice */
    public ApacheHttpExchange(
            Duration connectTimeout, Duration requestTimeout, Clock clock, Optional<ProxySelector> proxy) {
        this(connectTimeout, requestTimeout, clock, proxy, new HostLookup(InetAddress::getAllByName));
    }

    ApacheHttpExchange(
            Duration connectTimeout,
            Duration requestTimeout,
            Clock clock,
            Optional<ProxySelector> proxy,
            HostLookup hosts) {
        this.connectTimeout = connectTimeout;
        this.requestTimeout = requestTimeout;
        this.clock = clock;
        this.proxy = proxy;
        this.hosts = hosts;
    }

    /** Made by the first request, because its 180 classes would delay a cold start that makes none. */
    private synchronized CloseableHttpClient client() {
        if (client == null) {
            client = ApacheClients.client(connectTimeout, proxy, hosts);
        }
        return client;
    }

    @Override
    public HttpAnswer send(HttpCall call) throws IOException, InterruptedException {
        var sentAt = clock.instant();
        var limit = limit(call, sentAt);
        var request = request(call, limit);
        try (var watch = new TimeLimit(limit, request::cancel)) {
            var progress = new ExchangeProgress(watch);
            var context = HttpClientContext.create();
            progress.follow(context);
            try {
                return client().execute(request, context, response -> answer(response, request, call, sentAt));
            } catch (IOException | RuntimeException e) {
                // Whatever state the connection is in, nobody shall read from it again.
                request.cancel();
                throw LostAnswer.of(e, progress, watch);
            }
        }
    }

    private Duration limit(HttpCall call, Instant now) throws HttpTimeoutException {
        var left = Duration.between(now, call.deadline().at());
        if (left.isNegative() || left.isZero()) {
            throw new HttpTimeoutException("The deadline had passed before the request was sent");
        }
        return left.compareTo(requestTimeout) < 0 ? left : requestTimeout;
    }

    private static HttpUriRequestBase request(HttpCall call, Duration limit) {
        var request = new HttpUriRequestBase(call.method(), call.uri());
        call.headers().forEach((name, value) -> {
            if (!TOKEN.matcher(name).matches() || !VALUE.matcher(value).matches()) {
                // Not quoted: it may be the Authorization.
                throw new IllegalArgumentException("The request has a header that HTTP does not allow");
            }
            request.setHeader(name, value);
        });
        if (call.body() != null) {
            request.setEntity(new ByteArrayEntity(call.body(), null));
        }
        request.setConfig(RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.of(limit))
                .setProtocolUpgradeEnabled(false)
                .build());
        return request;
    }

    private static HttpAnswer answer(
            ClassicHttpResponse response, HttpUriRequestBase request, HttpCall call, Instant sentAt)
            throws IOException {
        try {
            var max = call.maxAnswerBytes();
            var answer = new HttpAnswer(response.getCode(), headers(response), body(response, max), sentAt);
            return ContentDecoding.decoded(answer, max);
        } catch (IOException | RuntimeException e) {
            // Before the client would read the rest of it: there may be no end.
            request.cancel();
            throw e;
        }
    }

    private static Map<String, List<String>> headers(ClassicHttpResponse response) {
        var headers = new HashMap<String, List<String>>();
        for (var header : response.getHeaders()) {
            headers.computeIfAbsent(header.getName(), name -> new ArrayList<>()).add(header.getValue());
        }
        return headers;
    }

    private static byte[] body(ClassicHttpResponse response, int maxBytes) throws IOException {
        var entity = response.getEntity();
        if (entity == null) {
            return new byte[0];
        }
        if (entity.getContentLength() > maxBytes) {
            throw new AnswerTooLargeException(maxBytes);
        }
        var content = entity.getContent();
        var bytes = content.readNBytes(maxBytes);
        if (content.read() >= 0) {
            throw new AnswerTooLargeException(maxBytes);
        }
        return bytes;
    }
}
