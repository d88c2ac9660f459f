package dev.imconnector.cli;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The commands of {@code im}. Reading the options of one takes a hundredth of a second, and there are twenty: only those
 * among the words that were typed are read in full, and of the others what the help shows.
 */
final class Commands {

    /** Wants each command. */
    static final Predicate<String> ALL = name -> true;

    private static final List<Class<?>> CLASSES = List.of(
            ApiCommand.class,
            CheckCommand.class,
            CompletionCommand.class,
            DemoCommand.class,
            DoctorCommand.class,
            FindCommand.class,
            InitCommand.class,
            PreviewCommand.class,
            ProbeCommand.class,
            PullCommand.class,
            PushCommand.class,
            ReconcileCommand.class,
            RejectsCommand.class,
            ReverseCommand.class,
            RotateCommand.class,
            RunsCommand.class,
            SandboxCommand.class,
            StackCommand.class,
            StopCommand.class,
            WarmUpCommand.class,
            CommandLine.HelpCommand.class);

    private static final Map<String, Class<?>> BY_NAME = byName();
    private static final String STACK = "stack";

    private Commands() {}

    private static Map<String, Class<?>> byName() {
        var commands = new LinkedHashMap<String, Class<?>>();
        CLASSES.forEach(type -> commands.put(annotation(type).name(), type));
        return Collections.unmodifiableMap(commands);
    }

    /**
     * Wants the commands that these words can call; more than are called, as an option's value may be named like one. With
     * a word that may be a command misspelt it wants all, so that the right one can be suggested.
     */
    static Predicate<String> among(String... words) {
        var named = Stream.of(words).filter(BY_NAME::containsKey).collect(Collectors.toSet());
        // A completion is of all commands, and a word such as @file stands for the words in that file.
        var isOfAll = named.contains("completion") || Stream.of(words).anyMatch(word -> word.startsWith("@"));
        var isMisspelt = named.isEmpty() && Stream.of(words).anyMatch(word -> !word.startsWith("-"));
        return isOfAll || isMisspelt ? ALL : named::contains;
    }

    /** Adds those that are wanted, and {@code help}. */
    static void addTo(CommandLine im, Predicate<String> isWanted) {
        BY_NAME.forEach((name, type) -> {
            if (isWanted.test(name) || type == CommandLine.HelpCommand.class) {
                im.addSubcommand(name, new CommandLine(type, im.getFactory()));
            }
        });
        if (isWanted.test(STACK)) {
            // From its first word on, a command of the AWS CLI has options of its own.
            im.getSubcommands().get(STACK).getSubcommands().get("aws").setStopAtPositional(true);
        }
    }

    /** The first sentence of a command's description: what it is for. */
    static String summary(String name) {
        var description =
                String.join(" ", annotation(BY_NAME.get(name)).description()).replace("%n", "");
        var end = description.indexOf(". ");
        return end < 0 ? description : description.substring(0, end + 1);
    }

    private static Command annotation(Class<?> type) {
        return type.getAnnotation(Command.class);
    }
}
