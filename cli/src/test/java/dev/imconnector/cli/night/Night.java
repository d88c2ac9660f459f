package dev.imconnector.cli.night;

import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunRecords;
import dev.imconnector.sandbox.ImSandbox;
import dev.imconnector.sandbox.token.SandboxClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What surrounds a push on this machine: its folder, its environment, its simulated IM. */
public final class Night {

    private final Path home;
    private final ImSandbox im;
    private final Export export;
    private final Map<String, String> environment = new HashMap<>();

    public Night(Path home, ImSandbox im, Export export) {
        this.home = home;
        this.im = im;
        this.export = export;
        environment.put("IM_TOKEN_URL", im.tokenUrl().toString());
        environment.put("IM_API_URL", im.apiUrl().toString());
        environment.put("ICM_CLIENT_ID", SandboxClient.WRITER.id());
        environment.put("ICM_CLIENT_SECRET", SandboxClient.WRITER.secret());
        environment.put("IM_REQUESTS_PER_MINUTE", "0");
        environment.put("IM_REQUEST_TIMEOUT_SECONDS", "1");
        environment.put("CREDITS_LOCATION", uri(export.writeTo(home.resolve("exports/credits.csv"))));
        environment.put("RUNS_LOCATION", uri(home.resolve("runs")) + "/");
    }

    public Night with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    public Path home() {
        return home;
    }

    public ImSandbox im() {
        return im;
    }

    public Export export() {
        return export;
    }

    public Map<String, String> environment() {
        return environment;
    }

    /** The same for the functions that read. */
    public Map<String, String> readersEnvironment() {
        var readers = new HashMap<>(environment);
        readers.put("ICM_CLIENT_ID", SandboxClient.READER.id());
        readers.put("ICM_CLIENT_SECRET", SandboxClient.READER.secret());
        readers.put("RESULTS_LOCATION", uri(home.resolve("results")) + "/");
        return readers;
    }

    /** Without a slash at its end. */
    public static String uri(Path path) {
        var uri = path.toAbsolutePath().toUri().toString();
        return uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
    }

    /** The run's stored record, if there is one yet. */
    public Optional<RunRecord> stored(String runId) {
        var file = home.resolve("runs").resolve(runId).resolve("run.json");
        try {
            return Files.exists(file)
                    ? Optional.of(RunRecords.json().readValue(Files.readAllBytes(file), RunRecord.class))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Audit audit(RunRecord run) {
        return new Audit(this, run);
    }
}
