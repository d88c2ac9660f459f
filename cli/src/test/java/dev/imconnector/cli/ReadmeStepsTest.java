package dev.imconnector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.sandbox.ImSandbox;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's five steps for a file of one's own, typed as they stand there, in a folder with blanks in its name. */
class ReadmeStepsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern COPY = Pattern.compile("`cp (\\S+) (\\S+)`");
    private static final Pattern COMMAND = Pattern.compile("(?m)^ *\\./im (.+)$");

    @TempDir
    Path parent;

    @Test
    void lead_from_an_export_to_its_credits_in_im_and_its_report() throws Exception {
        var readme = Files.readString(ROOT.resolve("README.md"));
        var steps = readme.substring(readme.indexOf("## Your own file"), readme.indexOf("## How it works"));
        var folder = Files.createDirectories(parent.resolve("my own folder"));
        var copy = COPY.matcher(steps);
        assertThat(copy.find()).isTrue();
        Files.copy(ROOT.resolve(copy.group(1)), folder.resolve(copy.group(2)));

        try (var sandbox = Terminal.sandbox()) {
            var commands = type(
                    COMMAND.matcher(steps).results().map(line -> line.group(1)).toList(), sandbox, folder);

            assertThat(commands).containsExactly("init", "preview", "sandbox", "push", "runs");
            assertThat(sandbox.report().credits().stored()).isEqualTo(5);
        }
        assertThat(folder.resolve("mapping.yaml")).isRegularFile();
        assertThat(folder.resolve(".im/runs/first/report.html")).isRegularFile();
    }

    /** The simulated IM of the fourth step runs already, on a port of its own: the profile's port may be taken. */
    private static List<String> type(List<String> commands, ImSandbox sandbox, Path folder) throws Exception {
        var environment = new Terminal(folder)
                .at(sandbox)
                .with("XDG_CONFIG_HOME", folder.resolve("config").toString())
                .environment();
        var typed = new ArrayList<String>();
        for (var command : commands) {
            typed.add(command.split(" ")[0]);
            if (!command.equals("sandbox")) {
                run(List.of(command.replace(" --profile sandbox", "").split(" ")), environment, folder);
            }
        }
        return typed;
    }

    private static void run(List<String> words, Map<String, String> environment, Path folder) throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var call = new ArrayList<>(List.of(
                java, "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), Im.class.getName()));
        call.addAll(words);
        var builder = new ProcessBuilder(call).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", words, said).isIn(ExitStatus.OK, ExitStatus.REJECTS);
    }
}
