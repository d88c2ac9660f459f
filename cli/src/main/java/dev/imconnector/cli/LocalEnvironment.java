package dev.imconnector.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The environment of the functions when they run on this machine: the shell's own, with files as locations. */
final class LocalEnvironment {

    /** Where runs, results and the demo live unless the environment says otherwise. */
    static final String HOME = ".im";

    private LocalEnvironment() {}

    static Map<String, String> of(Console console) {
        var environment = new HashMap<>(console.environment());
        environment.putIfAbsent(
                "RUNS_LOCATION", uri(console.directory().resolve(HOME).resolve("runs")) + "/");
        return environment;
    }

    static String uri(Path path) {
        var uri = path.toAbsolutePath().normalize().toUri().toString();
        return uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
    }
}
