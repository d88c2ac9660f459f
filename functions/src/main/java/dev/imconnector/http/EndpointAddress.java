package dev.imconnector.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The address of an endpoint that gets a secret or a token, and therefore is https, or http on this machine's loopback
 * (RFC 6749 section 3.2 asks for TLS). Immutable; its text form has neither a query nor user information.
 */
public record EndpointAddress(URI uri) {

    private static final int HIGHEST_PORT = 65_535;

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[(0*:)+0*1]");

    /**
     * Reads an address from a setting.
     *
     * @param setting the name of the setting, for the error
     * @param address its value
     * @throws EndpointAddressException when it is no absolute https URI with a host (or http to localhost, 127.0.0.0/8
     *     or ::1), or has user information or a fragment
     */
    public static EndpointAddress of(String setting, String address) {
        try {
            var uri = new URI(address.strip());
            check(setting, uri);
            return new EndpointAddress(uri);
        } catch (URISyntaxException e) {
            // Its text quotes the address, which may hold a password; the position is all that is safe to say.
            throw refused(setting, "is not a URL (look at character " + (e.getIndex() + 1) + ")");
        }
    }

    private static void check(String setting, URI uri) {
        if (uri.toString().chars().anyMatch(c -> c > '~')) {
            throw refused(setting, "has a character beyond ASCII, which is written as %…");
        }
        if (uri.getPort() > HIGHEST_PORT) {
            throw refused(setting, "has a port above " + HIGHEST_PORT);
        }
        var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
            throw refused(setting, "is not an absolute https URL with a host");
        }
        if (scheme.equals("http") && !isLoopback(uri.getHost())) {
            throw refused(setting, "is plain http, which would show the secret to the network");
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw refused(setting, "has user information or a fragment");
        }
    }

    private static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }

    private static EndpointAddressException refused(String setting, String why) {
        return new EndpointAddressException(
                setting + " " + why,
                "Set " + setting + " to an https URL such as https://host/path, without user and fragment;"
                        + " http is allowed for localhost only");
    }

    /** Scheme, host, port and path. */
    @Override
    public String toString() {
        return uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
    }
}
