package dev.imconnector.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Where a command writes to, and whether that is meant. */
final class Target {

    private static final String DEFAULT_API = "https://api.sap.com/successfactors/im";

    private final Console console;
    private final URI api;

    Target(Console console, Map<String, String> environment) {
        this.console = console;
        this.api = URI.create(environment.getOrDefault("IM_API_URL", DEFAULT_API));
    }

    /** This machine: a sandbox, where nothing is paid. */
    boolean isLoopback() {
        var host = String.valueOf(api.getHost());
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.[0-9]{1,3}){3}");
    }

    String name() {
        return api.getHost() + " (" + api + ")";
    }

    /** Asks on the terminal; where nobody is there to be asked, the answer is no. */
    boolean isMeant(String question) throws IOException {
        console.err().print(question + " Type yes to go on: ");
        console.err().flush();
        var line = new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8)).readLine();
        if (line == null) {
            console.note("%n");
        }
        if (line != null && line.strip().equals("yes")) {
            return true;
        }
        console.note("Nothing was sent. In a script, --yes says that it is meant.");
        return false;
    }
}
