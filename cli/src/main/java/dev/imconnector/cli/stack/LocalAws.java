package dev.imconnector.cli.stack;

import dev.imconnector.aws.AwsClients;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * The tool {@code local-aws/stack}: LocalStack as a process of this machine, and the application deployed in it. Immutable
 * and thread-safe; what it starts lives on without it.
 */
public final class LocalAws {

    /** Exit status of the tool when Python 3.13, a JDK 25 or Maven is not there. */
    public static final int SOMETHING_MISSING = 3;

    /** The region that it passes for. */
    static final String REGION = "eu-central-1";

    /** Id and secret of the key that it takes. */
    static final String KEY = "test";

    /** The name of the deployed stack unless {@code LOCAL_AWS_STACK} says otherwise. */
    public static final String DEFAULT_STACK = "im-connector-local";

    /** Where LocalStack listens unless {@code LOCAL_AWS_PORT} says otherwise. */
    public static final int DEFAULT_PORT = 4566;

    private final Path tool;
    private final int port;
    private final Map<String, String> settings;

    /**
     * @param repository the folder of the clone
     * @param port the loopback port of LocalStack
     * @param settings more environment variables for the tool, see its head
     */
    public LocalAws(Path repository, int port, Map<String, String> settings) {
        this.tool = repository.resolve("local-aws").resolve("stack").toAbsolutePath();
        this.port = port;
        this.settings = Map.copyOf(settings);
        if (!Files.isExecutable(tool)) {
            throw LocalAwsException.notHere("There is no program " + tool, null);
        }
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public int port() {
        return port;
    }

    /** The program behind this. */
    public Path tool() {
        return tool;
    }

    /** Clients of the local AWS. */
    public AwsClients clients() {
        return new AwsClients(
                Map.of("AWS_REGION", REGION, "AWS_ENDPOINT_URL", endpoint().toString()),
                () -> StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY, KEY)));
    }

    /** Runs a command of the tool on this terminal. @return its exit status */
    public int run(List<String> arguments) throws InterruptedException {
        return run(arguments, ProcessBuilder.Redirect.INHERIT, process -> "").status();
    }

    /**
     * Runs a command of the tool; its notes go to this terminal.
     *
     * @return what it printed
     * @throws LocalAwsException when it ended with another status than 0
     */
    public String ask(String... arguments) throws InterruptedException {
        var ended = attempt(arguments);
        if (ended.status() != 0) {
            throw LocalAwsException.failed(arguments[0], ended.status(), ended.output());
        }
        return ended.output();
    }

    /** Runs a command of the tool; its notes go to this terminal. */
    public Ended attempt(String... arguments) throws InterruptedException {
        return run(List.of(arguments), ProcessBuilder.Redirect.PIPE, LocalAws::output);
    }

    /** How a command of the tool ended, and what it printed. */
    public record Ended(int status, String output) {}

    private Ended run(List<String> arguments, ProcessBuilder.Redirect output, Function<Process, String> reading)
            throws InterruptedException {
        var command = new ArrayList<String>();
        command.add(tool.toString());
        command.addAll(arguments);
        try {
            var builder = new ProcessBuilder(command)
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .redirectOutput(output);
            builder.environment().putAll(settings);
            builder.environment().put("LOCAL_AWS_PORT", String.valueOf(port));
            var process = builder.start();
            var text = reading.apply(process);
            return new Ended(process.waitFor(), text);
        } catch (IOException e) {
            throw LocalAwsException.notHere(tool + " cannot be run here", e);
        }
    }

    private static String output(Process process) {
        try (var in = process.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw LocalAwsException.notHere("The output of local-aws/stack broke off", e);
        }
    }
}
