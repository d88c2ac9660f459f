package dev.imconnector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

@DisplayName("docs/cli.md is about the commands as they are")
class CliPageTest {

    private static final Path PAGE = Path.of("..", "docs", "cli.md");
    private static final String COMMAND = "\n### im ";

    private final String page = read();

    private static String read() {
        try {
            return Files.readString(PAGE);
        } catch (IOException e) {
            throw new IllegalStateException(PAGE + " cannot be read", e);
        }
    }

    private static List<CommandLine> commands() {
        return Im.commandLine(Console.real()).getSubcommands().values().stream()
                .filter(command -> !command.getCommandSpec().usageMessage().hidden())
                .toList();
    }

    private String section(String command) {
        var begin = (page.indexOf(COMMAND + command + " ") + 1) | (page.indexOf(COMMAND + command + "\n") + 1);
        assertThat(begin).as("docs/cli.md has no section of im " + command).isPositive();
        var end = Stream.of(page.indexOf(COMMAND, begin), page.indexOf("\n## ", begin))
                .filter(at -> at > 0)
                .mapToInt(at -> at)
                .min()
                .orElse(page.length());
        return page.substring(begin, end);
    }

    /** The lines that the page must have of a command. */
    private static List<String> rows(CommandSpec command) {
        return Stream.concat(command.positionalParameters().stream(), command.options().stream())
                .filter(argument -> !argument.hidden() && !isOfEveryCommand(argument))
                .map(argument -> "| `%s` | %s |".formatted(name(argument), description(argument)))
                .toList();
    }

    private static boolean isOfEveryCommand(ArgSpec argument) {
        return argument instanceof OptionSpec option
                && Stream.of("--help", "--version", "--profile").anyMatch(Arrays.asList(option.names())::contains);
    }

    private static String name(ArgSpec argument) {
        var text = argument.paramLabel().replace("|", "\\|");
        if (!(argument instanceof OptionSpec option)) {
            return text;
        }
        return option.longestName() + (option.arity().max() == 0 ? "" : " " + text);
    }

    private static String description(ArgSpec argument) {
        var candidates = argument.completionCandidates();
        var text = String.join(" ", argument.description())
                .replace("${COMPLETION-CANDIDATES}", candidates == null ? "" : String.join(", ", candidates))
                .replace("%n", " ");
        return Ansi.OFF.string(text).replace("|", "\\|");
    }

    @Test
    void each_command_has_its_section_with_every_option_and_no_other() {
        assertThat(commands()).hasSizeGreaterThan(15).allSatisfy(command -> {
            var name = command.getCommandName();
            var expected = rows(command.getCommandSpec());
            var shown = section(name)
                    .lines()
                    .filter(line -> line.startsWith("| `"))
                    .filter(line -> !line.startsWith("| `\""))
                    .toList();
            assertThat(shown)
                    .as("set the table of im %s in docs/cli.md to:%n%s", name, String.join("\n", expected))
                    .containsExactlyElementsOf(expected);
        });
    }

    @Test
    void there_is_no_section_of_a_command_that_there_is_not() {
        var names = new TreeSet<String>();
        commands().forEach(command -> names.add(command.getCommandName()));

        assertThat(page.lines()
                        .filter(line -> line.startsWith("### im "))
                        .map(line -> line.substring("### im ".length()).split(" ")[0]))
                .containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void each_exit_status_is_explained() throws IllegalAccessException {
        for (var field : ExitStatus.class.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType() == int.class) {
                assertThat(page).contains("\n| " + field.getInt(null) + " | ");
            }
        }
    }

    @Test
    void whatever_prints_JSON_says_so_in_its_table_of_shapes() {
        var shapes = page.substring(page.indexOf("## JSON"));
        commands().stream()
                .filter(command -> command.getCommandSpec().findOption("--json") != null)
                .forEach(command -> assertThat(shapes)
                        .as("the shape of --json of im %s", command.getCommandName())
                        .contains("`im " + command.getCommandName()));
    }
}
