package dev.imconnector.cli.api;

import java.util.Locale;
import java.util.Set;

/**
 * Who may call an API on a loopback port that asks nobody for a signature: programs of this machine. A web page that is
 * open in a browser here could reach it too, so what only a browser sends for another's page is refused.
 */
final class LocalCallers {

    private static final Set<String> NAMES = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final Set<String> OWN_SITES = Set.of("none", "same-origin");

    private LocalCallers() {}

    /**
     * @throws GatewayException for a host name of somebody's own that leads here, for a page of another origin, for a body
     *     that does not say what it is (with one a page needs nobody's leave), and for what says so twice
     */
    static void require(GatewayRequest request) throws GatewayException {
        var hosts = request.values("Host");
        if (hosts.size() != 1 || !NAMES.contains(name(hosts.get(0)))) {
            throw new GatewayException(GatewayError.ACCESS_DENIED);
        }
        var own = "http://" + hosts.get(0);
        if (!request.values("Origin").stream().allMatch(own::equalsIgnoreCase)
                || !OWN_SITES.containsAll(request.values("Sec-Fetch-Site"))) {
            throw new GatewayException(GatewayError.ACCESS_DENIED);
        }
        var types = request.values("Content-Type");
        if (request.body().length > 0 && (types.size() != 1 || types.get(0).isBlank())) {
            throw new GatewayException(GatewayError.UNSUPPORTED_MEDIA_TYPE);
        }
    }

    private static String name(String host) {
        return host.toLowerCase(Locale.ROOT).replaceFirst(":[0-9]+$", "");
    }
}
