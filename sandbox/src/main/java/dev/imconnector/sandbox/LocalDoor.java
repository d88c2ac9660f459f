package dev.imconnector.sandbox;

import dev.imconnector.sandbox.http.SandboxAnswer;
import dev.imconnector.sandbox.http.SandboxRequest;
import java.util.Optional;
import java.util.Set;

/** The sandbox's own doors open to programs of this machine, and not to a web page in a browser that runs on it. */
final class LocalDoor {

    private static final Set<String> NAMES = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final Set<String> OWN_SITES = Set.of("none", "same-origin");

    private LocalDoor() {}

    /** Why the request is not answered; empty when it is. */
    static Optional<SandboxAnswer> refusal(SandboxRequest request) {
        var host = request.header("Host").orElse("");
        var own = "http://" + host;
        if (!NAMES.contains(host.replaceFirst(":[0-9]+$", ""))) {
            return Optional.of(SandboxAnswer.error(403, "Ask by a name of this machine, such as 127.0.0.1"));
        }
        if (!request.header("Origin").orElse(own).equals(own)
                || !OWN_SITES.contains(request.header("Sec-Fetch-Site").orElse("none"))) {
            return Optional.of(SandboxAnswer.error(403, "Web pages may not steer the sandbox"));
        }
        if (request.body().length > 0
                && request.header("Content-Type").orElse("").isBlank()) {
            return Optional.of(SandboxAnswer.error(415, "Send the body with Content-Type: application/json"));
        }
        return Optional.empty();
    }
}
