package dev.imconnector.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code local-aws/stack} on a machine that lacks something: said before anything is downloaded. */
class MissingToolsTest {

    private static final List<String> SHELL_TOOLS =
            List.of("bash", "cat", "cksum", "curl", "dirname", "env", "grep", "mkdir", "ps", "rm", "sed");

    /** The home, and all that is on the PATH. */
    @TempDir
    private Path machine;

    @BeforeEach
    void bareMachine() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "local-aws/stack is a bash script");
        for (var tool : SHELL_TOOLS) {
            var found = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .map(folder -> Path.of(folder, tool))
                    .filter(Files::isExecutable)
                    .findFirst();
            if (found.isPresent()) {
                Files.createSymbolicLink(machine.resolve(tool), found.get());
            }
        }
    }

    private void has(String program, String version) throws IOException {
        var file = machine.resolve(program);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/bash\necho '" + version + "'\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private record Ended(int status, String said) {}

    private Ended stack(String... arguments) throws IOException, InterruptedException {
        var tool = Path.of("").toAbsolutePath();
        while (!Files.exists(tool.resolve("local-aws/stack"))) {
            tool = tool.getParent();
        }
        var command = new ArrayList<>(
                List.of("/bin/bash", tool.resolve("local-aws/stack").toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(machine.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", machine.toString());
        builder.environment().put("HOME", machine.toString());
        builder.environment().put("LOCAL_AWS_JDKS", machine.resolve("jdks").toString());
        var process = builder.redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), said);
    }

    private void assertMissing(String what, String fix) throws IOException, InterruptedException {
        var ended = stack("up");

        assertThat(ended.said())
                .contains("there is no " + what, "looked at", fix)
                .hasLineCount(1);
        assertThat(ended.status()).isEqualTo(LocalAws.SOMETHING_MISSING);
        assertThat(machine.resolve(".cache"))
                .as("nothing was downloaded or made")
                .doesNotExist();
    }

    @Test
    void without_a_JDK_25_it_says_where_it_looked_and_how_to_name_one() throws Exception {
        has("java", "openjdk 21.0.4 2024-07-16");

        assertMissing("JDK 25", "or set LOCAL_AWS_JAVA_HOME to it");
    }

    @Test
    void without_a_Python_3_13_it_says_so_though_another_Python_is_there() throws Exception {
        has("jdks/temurin-25/bin/java", "openjdk 25 2025-09-16");
        has("python3", "Python 3.12.4");

        assertMissing("Python 3.13", "or set LOCAL_AWS_PYTHON to it");
    }

    @Test
    void without_Maven_it_says_so() throws Exception {
        has("java", "openjdk 25 2025-09-16");
        has("python3.13", "Python 3.13.5");

        assertMissing("Maven", "Install Maven 3.8.7 or later");
    }

    @Test
    void without_the_file_of_a_stage_it_says_so_before_it_builds() throws Exception {
        var ended = stack("stage", "prod", "company.toml");

        assertThat(ended.said()).contains("there is no file " + machine.resolve("company.toml"), "stage prod");
        assertThat(ended.status()).isEqualTo(1);
    }

    @Test
    void the_file_of_a_stage_is_that_of_the_folder_in_which_the_command_is_typed() throws Exception {
        Files.writeString(machine.resolve("company.toml"), "version = 0.1\n");

        assertThat(stack("stage", "prod", "company.toml").said()).contains("LocalStack does not run");
    }
}
