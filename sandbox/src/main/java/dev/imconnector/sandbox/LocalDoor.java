package dev.imconnector.sandbox;

import dev.imconnector.sandbox.http.SandboxAnswer;
import dev.imconnector.sandbox.http.SandboxRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The sandbox's own doors open to programs of this machine, and not to a web page in a browser that runs on it. */
final class LocalDoor {

    private static final Set<String> NAMES = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final Set<String> OWN_SITES = Set.of("none", "same-origin");

    private LocalDoor() {}

    /** Why the request is not answered; empty when it is. */
    static Optional<SandboxAnswer> refusal(SandboxRequest request) {
        var hosts = request.values("Host");
        if (hosts.size() != 1 || !NAMES.contains(name(hosts.get(0)))) {
            return Optional.of(SandboxAnswer.error(403, "Ask by a name of this machine, such as 127.0.0.1"));
        }
        var own = "http://" + hosts.get(0);
        if (!request.values("Origin").stream().allMatch(own::equalsIgnoreCase)
                || !OWN_SITES.containsAll(request.values("Sec-Fetch-Site"))) {
            return Optional.of(SandboxAnswer.error(403, "Web pages may not steer the sandbox"));
        }
        var types = request.values("Content-Type");
        if (request.body().length > 0
                && (types.size() != 1 || !request.mediaType().equals("application/json"))) {
            return Optional.of(SandboxAnswer.error(415, "Send the body with Content-Type: application/json"));
        }
        return Optional.empty();
    }

    private static String name(String host) {
        return host.toLowerCase(Locale.ROOT).replaceFirst(":[0-9]+$", "");
    }
}
