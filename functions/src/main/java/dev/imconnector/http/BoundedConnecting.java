package dev.imconnector.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.io.DetachedSocketFactory;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Lookup;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.util.Timeout;

/** Connects as Apache's client does, one address of the host after the other, but looks the host up within the limit. */
final class BoundedConnecting extends DefaultHttpClientConnectionOperator {

    private final HostLookup hosts;

    BoundedConnecting(DetachedSocketFactory sockets, Lookup<TlsSocketStrategy> tls, HostLookup hosts) {
        super(sockets, null, null, tls);
        this.hosts = hosts;
    }

    @Override
    public void connect(
            ManagedHttpClientConnection connection,
            HttpHost host,
            NamedEndpoint name,
            Path unixSocket,
            InetSocketAddress local,
            Timeout timeout,
            SocketConfig config,
            Object attachment,
            HttpContext context)
            throws IOException {
        var addresses = addressesOf(host, timeout, context);
        for (int i = 0; i < addresses.length; i++) {
            try {
                var found = new HttpHost(host.getSchemeName(), addresses[i], host.getHostName(), host.getPort());
                super.connect(connection, found, name, unixSocket, local, timeout, config, attachment, context);
                return;
            } catch (ConnectException | NoRouteToHostException | SocketTimeoutException e) {
                if (i == addresses.length - 1) {
                    throw e;
                }
            }
        }
    }

    private InetAddress[] addressesOf(HttpHost host, Timeout timeout, HttpContext context) throws IOException {
        if (host.getAddress() != null) {
            return new InetAddress[] {host.getAddress()};
        }
        var limit = ExchangeProgress.of(context).limit();
        var addresses = hosts.addressesOf(host.getHostName(), timeout.toDuration(), limit);
        if (addresses.length == 0) {
            throw new UnknownHostException(host.getHostName());
        }
        return addresses;
    }
}
