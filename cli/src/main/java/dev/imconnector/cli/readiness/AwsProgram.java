package dev.imconnector.cli.readiness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The AWS CLI as a process for each command. Thread-safe. */
public final class AwsProgram implements AwsCli {

    private static final JsonMapper JSON = new JsonMapper();

    private final List<String> program;
    private final Map<String, String> environment;

    /**
     * @param program what is run, with arguments that go before the command's
     * @param environment of the process
     */
    public AwsProgram(List<String> program, Map<String, String> environment) {
        this.program = List.copyOf(program);
        this.environment = Map.copyOf(environment);
    }

    @Override
    public JsonNode run(List<String> arguments) throws InterruptedException {
        try {
            var out = Files.createTempFile("im-aws", ".out");
            var err = Files.createTempFile("im-aws", ".err");
            try {
                return run(arguments, out, err);
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode run(List<String> arguments, Path out, Path err) throws IOException, InterruptedException {
        var command = new ArrayList<>(program);
        command.addAll(arguments);
        command.addAll(List.of("--output", "json"));
        var builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put("AWS_PAGER", "");
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw AwsCliException.missing(program.get(0));
        }
        try {
            process.getOutputStream().close();
            if (process.waitFor() != 0) {
                throw AwsCliException.refused(
                        String.join(" ", arguments.subList(0, Math.min(2, arguments.size()))), Files.readString(err));
            }
        } finally {
            process.destroy();
        }
        return Files.size(out) == 0 ? MissingNode.getInstance() : JSON.readTree(out.toFile());
    }
}
