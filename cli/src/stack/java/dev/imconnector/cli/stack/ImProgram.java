package dev.imconnector.cli.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The program {@code im} in a process of its own, as somebody types it in a folder, beside the local AWS of the tests. */
final class ImProgram {

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();

    /** @param folder where it is typed */
    ImProgram(Path folder, Application app) {
        this.folder = folder;
        environment.put("LOCAL_AWS_PORT", String.valueOf(app.uri().getPort()));
    }

    /** With another environment variable. */
    ImProgram with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /**
     * How it ended.
     *
     * @param out what it printed
     * @param said the same, and what it noted beside it
     */
    record Ended(int status, String out, String said) {}

    /** Runs a command to its end. */
    Ended run(List<String> arguments) throws IOException, InterruptedException {
        var out = Files.createTempFile(folder, "im", ".out");
        var err = Files.createTempFile(folder, "im", ".err");
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dim.home=" + ProcessStack.repository(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "dev.imconnector.cli.Im"));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        var status = builder.start().waitFor();
        return new Ended(status, Files.readString(out), Files.readString(out) + Files.readString(err));
    }
}
