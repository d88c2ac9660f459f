package dev.imconnector.cli;

import dev.imconnector.problem.Problem;
import dev.imconnector.settings.SettingException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Where a command writes to, and whether that is meant. */
final class Target {

    private final Console console;
    private final URI api;

    /** @throws SettingException SETTING_MISSING when the environment does not say where IM is */
    Target(Console console, Map<String, String> environment) {
        this.console = console;
        this.api = address(environment, "IM_API_URL");
    }

    /** @throws SettingException SETTING_MISSING: nobody's tenant lives at an address that could be guessed */
    static URI address(Map<String, String> environment, String variable) {
        var value = environment.getOrDefault(variable, "");
        if (value.isBlank()) {
            throw new SettingException(new Problem(
                    "SETTING_MISSING",
                    "The environment variable " + variable + " is not set",
                    "Set it to your tenant's address, or take a profile that has it (--profile NAME); im sandbox prints"
                            + " those of a simulated IM"));
        }
        return URI.create(value.strip());
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
        console.err().print(question + " Type yes to continue: ");
        console.err().flush();
        var line = new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8)).readLine();
        if (line == null) {
            console.note("%n");
        }
        if (line != null && line.strip().equals("yes")) {
            return true;
        }
        console.note("Nothing was sent. In a script, confirm with --yes.");
        return false;
    }
}
