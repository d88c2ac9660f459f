package dev.imconnector.cli;

import dev.imconnector.sandbox.ImSandbox;
import dev.imconnector.sandbox.SandboxOptions;
import dev.imconnector.sandbox.switches.RateSwitches;
import dev.imconnector.sandbox.token.SandboxClient;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** Somebody at a terminal: types commands, and reads what they print. For use by one thread. */
final class Terminal {

    private final Map<String, String> environment = new HashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path folder;
    private String piped = "";

    Terminal(Path folder) {
        this.folder = folder;
    }

    /** A sandbox without a limit. */
    static ImSandbox sandbox() {
        return ImSandbox.start(SandboxOptions.defaults().with(RateSwitches.RATE_LIMIT, 0), Clock.systemUTC());
    }

    /** With the addresses and credentials of that sandbox in the environment. */
    Terminal at(ImSandbox sandbox) {
        environment.put("IM_TOKEN_URL", sandbox.tokenUrl().toString());
        environment.put("IM_API_URL", sandbox.apiUrl().toString());
        environment.put("ICM_CLIENT_ID", SandboxClient.WRITER.id());
        environment.put("ICM_CLIENT_SECRET", SandboxClient.WRITER.secret());
        environment.put("ICM_READER_CLIENT_ID", SandboxClient.READER.id());
        environment.put("ICM_READER_CLIENT_SECRET", SandboxClient.READER.secret());
        environment.put("IM_MAX_ATTEMPTS", "1");
        return this;
    }

    Terminal with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** The environment as it is now, for a process. */
    Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    /** Goes to another folder. */
    Terminal in(Path other) {
        folder = other;
        return this;
    }

    /** What the next commands read from the standard input. */
    Terminal pipe(String text) {
        piped = text;
        return this;
    }

    /** @return the exit status */
    int im(String... words) {
        out.reset();
        err.reset();
        var console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                Map.copyOf(environment),
                folder,
                new ByteArrayInputStream(piped.getBytes(StandardCharsets.UTF_8)));
        return Im.execute(console, words);
    }

    /** What the last command printed to the standard output. */
    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /** What the last command printed to the standard error. */
    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
