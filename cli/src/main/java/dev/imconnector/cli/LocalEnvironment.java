package dev.imconnector.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The environment of the functions when they run on this machine: the shell's own, with files as locations. */
final class LocalEnvironment {

    private static final Set<String> LOCATIONS =
            Set.of("IM_CREDIT_MAPPING", "RUNS_LOCATION", "RESULTS_LOCATION", "AUDIT_LOCATION", "IDEMPOTENCY_LOCATION");

    /** A scheme of two letters and more (one is a drive of Windows), or the word for no location. */
    private static final Pattern IS_LOCATION = Pattern.compile("(?i)\\s*([a-z][a-z0-9+.-]+:.*|none\\s*)");

    private LocalEnvironment() {}

    static Map<String, String> of(Console console) {
        var environment = new HashMap<>(console.environment());
        resolvePaths(environment, console.directory());
        environment.putIfAbsent("RUNS_LOCATION", uri(LocalFolder.of(console).resolve("runs")) + "/");
        return environment;
    }

    /** Writes plain paths as the locations that the functions take; relative ones begin in that folder. */
    static void resolvePaths(Map<String, String> environment, Path folder) {
        environment.replaceAll((name, value) -> LOCATIONS.contains(name)
                        && !value.isBlank()
                        && !IS_LOCATION.matcher(value).matches()
                ? uri(folder.resolve(value.strip()))
                : value);
    }

    /** The same for a client that reads: with the reader's credentials, where it has some of its own. */
    static Map<String, String> ofReader(Console console) {
        var environment = of(console);
        environment.putIfAbsent("RESULTS_LOCATION", uri(LocalFolder.of(console).resolve("results")) + "/");
        takeReadersCredentials(environment);
        return environment;
    }

    /** Puts the reader's credentials, where it has some of its own, in the place of the writer's. */
    static void takeReadersCredentials(Map<String, String> environment) {
        copy("ICM_READER_CLIENT_ID", "ICM_CLIENT_ID", environment);
        copy("ICM_READER_CLIENT_SECRET", "ICM_CLIENT_SECRET", environment);
    }

    private static void copy(String from, String to, Map<String, String> environment) {
        if (environment.containsKey(from)) {
            environment.put(to, environment.get(from));
        }
    }

    /** Who names a link to a file means that file; the store follows no link out of its folder. */
    static Path meantBy(Path named) throws IOException {
        return Files.isSymbolicLink(named) && Files.isRegularFile(named) ? named.toRealPath() : named;
    }

    static String uri(Path path) {
        var uri = path.toAbsolutePath().normalize().toUri().toString();
        return uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
    }
}
