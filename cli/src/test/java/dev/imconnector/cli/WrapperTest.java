package dev.imconnector.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code im}, called in the ways in which people call a program; a Java that tells what it is asked. */
@Timeout(60)
class WrapperTest {

    @TempDir
    Path folder;

    private Path clone;
    private Path bin;

    @BeforeEach
    void setUp() throws IOException {
        assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
        clone = Files.createDirectories(folder.resolve("my clone")).toRealPath();
        bin = Files.createDirectories(folder.resolve("some bin"));
        program(clone.resolve("im"), Files.readString(Path.of("..", "im")));
        program(Files.createDirectories(folder.resolve("jdk/bin")).resolve("java"), """
                #!/bin/sh
                echo "called as $IM_COMMAND"
                for word in "$@"; do echo "$word"; done
                """);
        for (var source : List.of("api", "functions/src/main", "sandbox/src/main", "cli/src/main", "cli/target")) {
            Files.createDirectories(clone.resolve(source));
        }
        for (var module : List.of("functions", "sandbox", "cli")) {
            Files.createFile(clone.resolve(module + "/pom.xml"));
        }
        Files.createFile(clone.resolve("cli/target/.im-built"));
    }

    private static void program(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private List<String> called(Path from, String... words) throws Exception {
        var builder = new ProcessBuilder(new ArrayList<>(List.of(words)))
                .directory(from.toFile())
                .redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        builder.environment().merge("PATH", bin.toString(), (path, mine) -> mine + ":" + path);
        builder.environment().put("CDPATH", folder.toString());
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said.lines().toList();
    }

    @Test
    void is_called_through_links_from_any_folder() throws Exception {
        Files.createSymbolicLink(folder.resolve("link to it"), Path.of("my clone/im"));
        Files.createSymbolicLink(bin.resolve("im"), folder.resolve("link to it"));

        assertThat(called(folder.resolve("jdk"), "bash", "-c", "im runs 'with a blank'"))
                .contains("called as im", "-Dim.home=" + clone, "runs", "with a blank")
                .containsOnlyOnce("with a blank");
    }

    @Test
    void says_how_it_was_called_when_it_is_not_on_the_path() throws Exception {
        assertThat(called(clone, "./im", "runs")).contains("called as ./im", "-Dim.home=" + clone);
        assertThat(called(folder, "my clone/im", "runs")).contains("called as my\\ clone/im");
    }

    @Test
    void has_short_commands_start_soon_and_long_ones_work_fast() throws Exception {
        assertThat(called(clone, "./im", "--profile", "test", "runs")).contains("-XX:TieredStopAtLevel=1");
        assertThat(called(clone, "./im", "--profile", "test", "push", "a.csv"))
                .doesNotContain("-XX:TieredStopAtLevel=1");
    }

    @Test
    void of_windows_calls_java_with_the_same_words() throws IOException {
        var unix = Files.readString(Path.of("..", "im"));
        var windows = Files.readString(Path.of("..", "im.cmd"));

        assertThat(jvmOptions(unix))
                .contains("-XX:TieredStopAtLevel=1", "-XX:SharedArchiveFile", "-Djdk.console=java.base");
        assertThat(jvmOptions(windows)).isEqualTo(jvmOptions(unix));
        assertThat(longCommands(windows, "in \\(([a-z ]+)\\) do"))
                .isEqualTo(longCommands(unix, "\n +([a-z |]+)\\) flags="));
    }

    private static SortedSet<String> jvmOptions(String script) {
        var options = Pattern.compile("-(?:XX:[+-]?\\w+(?:=\\d+)?|Xlog:[\\w+=]+|D[\\w.]+(?:=[\\w.]+)?)")
                .matcher(script);
        return options.results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> longCommands(String script, String place) {
        var found = Pattern.compile(place).matcher(script);
        assertThat(found.find()).isTrue();
        return Set.of(found.group(1).trim().split("[ |]+"));
    }

    @Test
    void takes_an_archive_of_classes_only_when_there_is_one() throws Exception {
        assertThat(called(clone, "./im", "runs")).noneMatch(word -> word.startsWith("-XX:SharedArchiveFile"));
        Files.createFile(clone.resolve("cli/target/im.jsa"));
        assertThat(called(clone, "./im", "runs"))
                .contains("-XX:SharedArchiveFile=" + clone.resolve("cli/target/im.jsa"));
    }
}
