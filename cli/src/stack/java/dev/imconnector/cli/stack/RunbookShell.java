package dev.imconnector.cli.stack;

import dev.imconnector.cli.runbook.RunbookBlock;
import dev.imconnector.sandbox.token.SandboxClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The shell of somebody on call: bash in a folder with the program {@code ./im}, {@code aws} leading to the local AWS, and
 * the page's own first block typed before each other one.
 */
final class RunbookShell {

    private static final String PROGRAM = "#!/usr/bin/env bash\nexec %s \"$@\"\n";

    private final Path folder;
    private final RunbookBlock first;
    private final Map<String, String> environment = new HashMap<>();
    private String typed = "";

    RunbookShell(Application app, Path folder, RunbookBlock first) throws IOException {
        this.folder = folder;
        this.first = first;
        var repository = ProcessStack.repository();
        program("im", java(repository));
        program("bin/aws", "'" + repository.resolve("local-aws/stack") + "' aws");
        environment.put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        environment.put("STACK", System.getenv().getOrDefault("LOCAL_AWS_STACK", "im-connector-local"));
        environment.put("LOCAL_AWS_PORT", String.valueOf(app.uri().getPort()));
        environment.put("AWS_ENDPOINT_URL", app.uri().toString());
        environment.put("AWS_REGION", "eu-central-1");
        environment.put("AWS_ACCESS_KEY_ID", "test");
        environment.put("AWS_SECRET_ACCESS_KEY", "test");
        environment.put("IM_TOKEN_URL", app.im().tokenUrl().toString());
        environment.put("IM_API_URL", app.im().apiUrl().toString());
        environment.put("ICM_READER_CLIENT_ID", SandboxClient.READER.id());
        environment.put("ICM_READER_CLIENT_SECRET", SandboxClient.READER.secret());
        environment.put("ICM_CLIENT_ID", SandboxClient.WRITER.id());
        environment.put("ICM_CLIENT_SECRET", SandboxClient.WRITER.secret());
    }

    private static String java(Path repository) {
        var cli = repository.resolve("cli/target");
        return "'" + Path.of(System.getProperty("java.home"), "bin", "java") + "' -XX:TieredStopAtLevel=1 -cp '"
                + cli.resolve("classes") + ":" + cli.resolve("lib") + "/*' dev.imconnector.cli.Im";
    }

    private void program(String name, String command) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, PROGRAM.formatted(command));
        if (!file.toFile().setExecutable(true)) {
            throw new IOException(file + " cannot be made executable");
        }
    }

    Path folder() {
        return folder;
    }

    /** What is typed from now on when something asks. */
    void type(String text) {
        typed = text + "\n";
    }

    /**
     * Runs a block as it stands on the page.
     *
     * @return what it printed
     * @throws AssertionError when that is not what the page shows
     */
    String run(RunbookBlock block) {
        var ended = bash(block == first ? block.commands() : typedBefore(block.commands()));
        block.requireOutput(ended.output(), ended.status());
        return ended.output();
    }

    /** Runs other commands, with the page's first block before them. @return what they printed */
    String prepare(String commands) {
        var ended = bash(typedBefore(commands));
        if (ended.status() != 0) {
            throw new AssertionError(commands + "\n" + ended.output());
        }
        return ended.output();
    }

    private String typedBefore(String commands) {
        return "{ " + first.commands() + "\n} > /dev/null\n" + commands;
    }

    private record Ended(int status, String output) {}

    private Ended bash(String script) {
        try {
            var output = Files.createTempFile(folder, "output", ".txt");
            var input = Files.writeString(Files.createTempFile(folder, "typed", ".txt"), typed);
            var builder = new ProcessBuilder("bash", "-c", script)
                    .directory(folder.toFile())
                    .redirectInput(input.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            var status = builder.start().waitFor();
            return new Ended(status, Files.readString(output, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }
}
