package dev.imconnector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Those that need no AWS are run as well: by RunbookOfTheCommandLineTest, FirstHourTest and ExampleMappingsTest. */
@DisplayName("Every command of im on a page is one that there is")
class CommandsOfThePagesTest {

    /** From {@code im} to the end of the command: of the code, the line, or what the shell does next. */
    private static final Pattern COMMAND = Pattern.compile("(?:^|[` (|])(?:\\./)?im ([a-z]+(?: [^`\\n|;&#>]*)?)");

    private static final Pattern CODE =
            Pattern.compile("(?ms)^ *```(?:sh|bash)?$(.*?)^ *```$|`((?:\\./)?im [^`\\n]+)`");
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*");

    @Test
    void with_options_that_it_has() throws IOException {
        var commands = new ArrayList<String>();
        for (var page : pages()) {
            CODE.matcher(Files.readString(page)).results().forEach(code -> {
                var text = code.group(1) == null ? code.group(2) : code.group(1);
                COMMAND.matcher(text.replace("\\\n", " "))
                        .results()
                        .forEach(found -> commands.add(
                                page.getFileName() + ": im " + found.group(1).strip()));
            });
        }

        assertThat(commands).hasSizeGreaterThan(60).allSatisfy(command -> {
            var words = command.replaceFirst("^.*?: im ", "").split(" +");
            var spec = Im.commandLine(Console.real()).getSubcommands().get(words[0]);
            assertThat(spec).as(command).isNotNull();
            for (int i = 1; i < words.length && spec.getSubcommands().containsKey(words[i]); i++) {
                spec = spec.getSubcommands().get(words[i]);
            }
            var last = spec;
            assertThat(OPTION.matcher(command).results().map(option -> option.group()))
                    .as(command)
                    .allSatisfy(option ->
                            assertThat(last.getCommandSpec().findOption(option)).isNotNull());
        });
    }

    private static List<Path> pages() throws IOException {
        var root = Path.of("..").toAbsolutePath().normalize();
        try (Stream<Path> docs = Files.list(root.resolve("docs"))) {
            return Stream.concat(
                            Stream.of(root.resolve("README.md"), root.resolve("local-aws/README.md")),
                            docs.filter(file -> file.toString().endsWith(".md")).sorted())
                    .toList();
        }
    }
}
