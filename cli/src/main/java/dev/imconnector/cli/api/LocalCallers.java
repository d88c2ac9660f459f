package dev.imconnector.cli.api;

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
     * @throws GatewayException for a host name of somebody's own that leads here, for a page of another origin, and for a
     *     body that does not say what it is: with one a page needs nobody's leave
     */
    static void require(GatewayRequest request) throws GatewayException {
        var host = request.header("Host", "");
        if (!NAMES.contains(host.replaceFirst(":[0-9]+$", ""))) {
            throw new GatewayException(GatewayError.ACCESS_DENIED);
        }
        if (!request.header("Origin", "http://" + host).equals("http://" + host)
                || !OWN_SITES.contains(request.header("Sec-Fetch-Site", "none"))) {
            throw new GatewayException(GatewayError.ACCESS_DENIED);
        }
        if (request.body().length > 0 && request.header("Content-Type", "").isBlank()) {
            throw new GatewayException(GatewayError.UNSUPPORTED_MEDIA_TYPE);
        }
    }
}
