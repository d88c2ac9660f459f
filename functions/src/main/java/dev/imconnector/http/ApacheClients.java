package dev.imconnector.http;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.routing.SystemDefaultRoutePlanner;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** Makes Apache's client as plain as it gets: it sends what it is told, once, and reads what comes. */
final class ApacheClients {

    /** More than a run has in flight and the local API has threads, so that nobody waits for a connection. */
    private static final int MOST_CONNECTIONS = 256;

    private static final int LONGEST_LINE = 64 * 1024;
    private static final int MOST_HEADERS = 200;

    private static final Http1Config BOUNDS = Http1Config.custom()
            .setMaxLineLength(LONGEST_LINE)
            .setMaxHeaderCount(MOST_HEADERS)
            .build();

    private ApacheClients() {}

    static CloseableHttpClient client(Duration connectTimeout, Optional<ProxySelector> proxy, HostLookup hosts) {
        return HttpClientBuilder.create()
                .setConnectionManager(connections(Timeout.of(connectTimeout), hosts))
                .setRequestExecutor(new StrictRequestExecutor(BOUNDS))
                .setRoutePlanner(new SystemDefaultRoutePlanner(proxy.orElse(null)))
                .setUserAgent("im-connector")
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableConnectionState()
                .disableContentCompression()
                .build();
    }

    private static PoolingHttpClientConnectionManager connections(Timeout connectTimeout, HostLookup hosts) {
        var connections = new PoolingHttpClientConnectionManager(
                operator(hosts),
                PoolConcurrencyPolicy.STRICT,
                PoolReusePolicy.LIFO,
                TimeValue.NEG_ONE_MILLISECOND,
                ManagedHttpClientConnectionFactory.builder()
                        .http1Config(BOUNDS)
                        .responseParserFactory(StrictResponseParser::new)
                        .build());
        connections.setMaxTotal(MOST_CONNECTIONS);
        connections.setDefaultMaxPerRoute(MOST_CONNECTIONS);
        connections.setDefaultConnectionConfig(
                ConnectionConfig.custom().setConnectTimeout(connectTimeout).build());
        connections.setDefaultTlsConfig(
                TlsConfig.custom().setHandshakeTimeout(connectTimeout).build());
        return connections;
    }

    private static HttpClientConnectionOperator operator(HostLookup hosts) {
        TlsSocketStrategy tls = ApacheClients::tls;
        return new BoundedConnecting(ApacheClients::socket, scheme -> URIScheme.HTTPS.same(scheme) ? tls : null, hosts);
    }

    /** A channel's socket, because an interrupt ends its reads; it does not end those of a plain one. */
    private static Socket socket(Proxy none) throws IOException {
        return SocketChannel.open().socket();
    }

    private static SSLSocket tls(Socket socket, String host, int port, Object attachment, HttpContext context)
            throws IOException {
        try {
            // The JVM's context is made at the first connection, so that a cold start without one does without.
            var strategy =
                    new DefaultClientTlsStrategy(SSLContext.getDefault(), HostnameVerificationPolicy.BUILTIN, null);
            return strategy.upgrade(socket, host, port, attachment, context);
        } catch (NoSuchAlgorithmException e) {
            throw new SSLException("This JVM has no TLS", e);
        }
    }
}
