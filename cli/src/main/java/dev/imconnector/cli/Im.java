package dev.imconnector.cli;

import dev.imconnector.problem.CleanText;
import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.sandbox.switches.SandboxSettingException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The {@code im} command. */
@Command(
        name = "im",
        description = "Pushes credits into SAP SuccessFactors Incentive Management and pulls results out of it.",
        mixinStandardHelpOptions = true,
        versionProvider = ImVersion.class,
        footer = {
            "",
            "Credentials and addresses come from the environment (IM_TOKEN_URL, IM_API_URL, ICM_CLIENT_ID,",
            "ICM_CLIENT_SECRET) or from a profile: --profile NAME. --profile sandbox means im sandbox.",
            "Runs are kept in the folder .im: that of this folder, or the nearest one above it.",
            "",
            "Exit status: 0 all is in IM, 1 nothing found, 2 usage or settings, 3 completed with rejects or",
            "             differences, 4 not complete yet or held by another process, 5 failed.",
            "docs/cli.md describes each command, its options and its JSON."
        })
public final class Im {

    static {
        // Before the first logger is made: people at a terminal want sentences, not the functions' JSON lines.
        System.setProperty("log4j2.configurationFile", "log4j2-cli.xml");
        // Else picocli looks for Groovy in each of our 75 archives, at each start.
        System.setProperty("picocli.disable.closures", "true");
    }

    /** Where commands find which profile was chosen. */
    static final String PROFILE = "IM_PROFILE";

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "Take addresses, credentials and settings from that profile, and none from the environment.")
    private String profile;

    private Im() {}

    public static void main(String[] arguments) {
        System.exit(execute(Console.real(), arguments));
    }

    /** Does what was typed. Only the commands among the words are read in full, for reading all of them takes longest. */
    static int execute(Console console, String... words) {
        return commandLine(console, Commands.among(words)).execute(words);
    }

    /** The command line with each command in full, for those who look at it. */
    static CommandLine commandLine(Console console) {
        return commandLine(console, Commands.ALL);
    }

    private static CommandLine commandLine(Console given, Predicate<String> isWanted) {
        var environment = new HashMap<>(given.environment());
        var console =
                new Console(given.out(), given.err(), given.isTerminal(), environment, given.directory(), given.in());
        var im = new Im();
        var commands = new CommandLine(im, new Factory(console));
        commands.setExecutionStrategy(parsed -> {
            try {
                im.takeProfile(environment);
            } catch (ProblemException e) {
                console.problem(e.problem());
                return ExitStatus.USAGE;
            }
            return new CommandLine.RunLast().execute(parsed);
        });
        Commands.addTo(commands, isWanted);
        CommandGroups.putInto(commands);
        return commands.setOut(writer(console.out()))
                .setErr(writer(console.err()))
                .setColorScheme(Help.defaultColorScheme(console.isColoured() ? Help.Ansi.ON : Help.Ansi.OFF))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(new UsageErrors(console))
                .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, console));
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    private static int failed(Exception failure, Console console) {
        if (failure instanceof ProblemException problem) {
            console.problem(problem.problem());
            return ExitStatus.of(problem.problem());
        }
        if (failure instanceof SandboxSettingException setting) {
            console.problem(new Problem("SANDBOX_SETTING_INVALID", setting.getMessage(), setting.fix()));
            return ExitStatus.USAGE;
        }
        console.problem(new Problem(
                "INTERNAL_ERROR",
                "im met an unexpected error: " + failure.getClass().getSimpleName() + ": "
                        + CleanText.of(failure.getMessage(), 300),
                "Report it with the command that you typed and the output of im doctor;"
                        + " IM_JAVA_OPTIONS=-Dim.trace=true shows where"
                        + " it is"));
        if (Boolean.getBoolean("im.trace")) {
            failure.printStackTrace(console.err());
        }
        return ExitStatus.FAILED;
    }

    private void takeProfile(Map<String, String> environment) {
        environment.remove(PROFILE); // Only the option chooses a profile, not a variable of the shell.
        if (profile != null) {
            var chosen = new Profiles(Profiles.place(environment)).apply(profile, environment);
            environment.clear();
            environment.putAll(chosen);
            environment.put(PROFILE, profile);
        }
    }

    /** Gives commands what they need through their constructors. */
    private record Factory(Console console) implements CommandLine.IFactory {

        @Override
        public <K> K create(Class<K> type) throws Exception {
            for (var constructor : type.getDeclaredConstructors()) {
                if (constructor.getParameterCount() == 1 && constructor.getParameterTypes()[0] == Console.class) {
                    return type.cast(constructor.newInstance(console));
                }
            }
            return CommandLine.defaultFactory().create(type);
        }
    }
}
