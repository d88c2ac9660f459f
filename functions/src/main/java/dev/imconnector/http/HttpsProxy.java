package dev.imconnector.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The proxy that a company's network may ask for, by the environment variables {@code HTTPS_PROXY}
 * ({@code http://host:port}) and {@code NO_PROXY} (hosts, separated by commas; a leading dot or {@code *.} stands for a
 * whole domain, {@code *} for all). The AWS SDK reads the same two. Only https goes through it, by CONNECT: the proxy sees
 * no more than the host. Immutable, thread-safe.
 */
public final class HttpsProxy extends ProxySelector {

    private static final Pattern FORM = Pattern.compile("http://([A-Za-z0-9.-]+):([0-9]{1,5})/?");
    private static final int HIGHEST_PORT = 65_535;

    private final InetSocketAddress address;
    private final List<String> exceptions;

    private HttpsProxy(InetSocketAddress address, List<String> exceptions) {
        this.address = address;
        this.exceptions = exceptions;
    }

    /**
     * The proxy that the environment asks for; empty when it asks for none.
     *
     * @throws EndpointAddressException when {@code HTTPS_PROXY} is not {@code http://host:port}; credentials in it are
     *     refused too, for the JDK's client sends none to a proxy that it asks for a tunnel
     */
    public static Optional<ProxySelector> of(Map<String, String> environment) {
        var value = environment.getOrDefault("HTTPS_PROXY", "").strip();
        if (value.isEmpty()) {
            return Optional.empty();
        }
        var form = FORM.matcher(value);
        if (!form.matches() || Integer.parseInt(form.group(2)) > HIGHEST_PORT) {
            // Not quoted: there may be a password in it.
            throw new EndpointAddressException(
                    "The environment variable HTTPS_PROXY cannot be used: it is not of the form http://host:port",
                    "Give the proxy's host and port, without user name, password and path");
        }
        var exceptions = Arrays.stream(environment.getOrDefault("NO_PROXY", "").split(","))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .toList();
        return Optional.of(new HttpsProxy(
                InetSocketAddress.createUnresolved(form.group(1), Integer.parseInt(form.group(2))), exceptions));
    }

    @Override
    public List<Proxy> select(URI uri) {
        var isDirect = !"https".equalsIgnoreCase(uri.getScheme()) || isException(uri);
        return List.of(isDirect ? Proxy.NO_PROXY : new Proxy(Proxy.Type.HTTP, address));
    }

    private boolean isException(URI uri) {
        var host = Optional.ofNullable(uri.getHost()).orElse("").toLowerCase(Locale.ROOT);
        return exceptions.stream().anyMatch(name -> matches(host, name));
    }

    private static boolean matches(String host, String name) {
        if (name.equals("*") || host.equals(name)) {
            return true;
        }
        var domain = name.startsWith("*") ? name.substring(1) : name;
        return domain.startsWith(".") && (host.endsWith(domain) || host.equals(domain.substring(1)));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress proxy, IOException failure) {
        // The request fails with the same exception, and is told there.
    }
}
