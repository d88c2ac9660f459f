package dev.imconnector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

@DisplayName("docs/cli.md is about the commands as they are")
class CliPageTest {

    private static final Path PAGE = Path.of("..", "docs", "cli.md");
    private static final String COMMAND = "\n### im ";

    /** The first cell of a row. */
    private static final Pattern ARGUMENT = Pattern.compile("^\\| `(?:[^`|]|\\\\\\|)+` \\|", Pattern.MULTILINE);

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

    /** The arguments that the page must have of a command; how it explains them is its own affair. */
    private static List<String> arguments(CommandSpec command) {
        return Stream.concat(command.positionalParameters().stream(), command.options().stream())
                .filter(argument -> !argument.hidden() && !isOfEveryCommand(argument))
                .map(argument -> "| `" + name(argument) + "` |")
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

    @Test
    void each_command_has_its_section_with_every_option_and_no_other() {
        assertThat(commands()).hasSizeGreaterThan(15).allSatisfy(command -> {
            var name = command.getCommandName();
            var expected = arguments(command.getCommandSpec());
            var shown = ARGUMENT.matcher(section(name))
                    .results()
                    .map(found -> found.group().strip())
                    .toList();
            assertThat(shown)
                    .as("set the table of im %s in docs/cli.md to:%n%s", name, String.join("\n", expected))
                    .containsExactlyInAnyOrderElementsOf(expected);
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
