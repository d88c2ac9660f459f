package dev.imconnector.cli.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where IM is, which credentials are set, and whether the network gets there. Of an address only scheme, host, port and path
 * are shown, because people do write passwords into the rest; of credentials only whether they are set.
 */
public final class Addresses {

    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    private final Map<String, String> environment;

    public Addresses(Map<String, String> environment) {
        this.environment = environment;
    }

    /** @param reach whether to try to connect */
    public void addTo(Page page, boolean reach) {
        var section = page.section("Addresses and credentials");
        for (var variable : List.of("IM_TOKEN_URL", "IM_API_URL", "HTTPS_PROXY", "AWS_ENDPOINT_URL")) {
            section.add(variable, text(variable).map(Addresses::shown).orElse("not set"));
        }
        for (var variable : List.of(
                "ICM_CLIENT_ID",
                "ICM_CLIENT_SECRET",
                "ICM_READER_CLIENT_ID",
                "ICM_READER_CLIENT_SECRET",
                "IM_CLIENT_SECRET_ID")) {
            section.add(variable, text(variable).isPresent() ? "set" : "not set");
        }
        if (reach) {
            for (var variable : List.of("IM_TOKEN_URL", "IM_API_URL")) {
                page.section("Network").add(variable, reached(variable));
            }
        }
    }

    private Optional<String> text(String variable) {
        return Optional.ofNullable(environment.get(variable)).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** Text that is not an address is not shown at all: it may be a secret in the wrong place. */
    static String shown(String text) {
        return address(text)
                .map(uri -> uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
                        + (uri.getPath() == null ? "" : uri.getPath())
                        + (uri.getUserInfo() == null && uri.getQuery() == null && uri.getFragment() == null
                                ? ""
                                : " (and more, which is not shown)"))
                .orElse("set, but not an address");
    }

    private static Optional<URI> address(String text) {
        try {
            return Optional.of(new URI(text))
                    .filter(uri -> uri.getHost() != null
                            && "http".regionMatches(true, 0, uri.getScheme(), 0, "http".length()));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private String reached(String variable) {
        if (text("HTTPS_PROXY").isPresent()) {
            return "not tried, because a proxy is between: use im check";
        }
        var address = text(variable).flatMap(Addresses::address);
        if (address.isEmpty()) {
            return "not tried, because the address is not set";
        }
        var uri = address.get();
        var port = uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equalsIgnoreCase("https") ? HTTPS : HTTP;
        var started = System.nanoTime();
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(uri.getHost(), port), (int) LONGEST.toMillis());
            return "connected in "
                    + Duration.ofNanos(System.nanoTime() - started).toMillis() + " ms";
        } catch (IOException e) {
            return "NOT reached: " + e.getClass().getSimpleName();
        }
    }
}
