package dev.imconnector.cli;

import dev.imconnector.cli.sandbox.SandboxCommand;
import dev.imconnector.problem.ProblemException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code im} command. */
@Command(
        name = "im",
        description = "Pushes credits into SAP SuccessFactors Incentive Management and pulls results out of it.",
        subcommands = {
            DemoCommand.class,
            SandboxCommand.class,
            CheckCommand.class,
            PushCommand.class,
            PullCommand.class,
            RunsCommand.class,
            StackCommand.class,
            FindCommand.class,
            StopCommand.class,
            ReverseCommand.class,
            RejectsCommand.class,
            RotateCommand.class,
            ApiCommand.class,
            CommandLine.HelpCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = ImVersion.class,
        footer = {
            "",
            "Credentials and addresses come from the environment, as for the functions:",
            "  ICM_CLIENT_ID, ICM_CLIENT_SECRET, IM_TOKEN_URL, IM_API_URL, and the settings of the README.",
            "",
            "Exit status: 0 all in IM, 2 usage or settings, 3 completed with rejects,",
            "             4 incomplete or held by another, 5 failed."
        })
public final class Im {

    static {
        // Before the first logger is made: people at a terminal want sentences, not the functions' JSON lines.
        System.setProperty("log4j2.configurationFile", "log4j2-cli.xml");
    }

    private Im() {}

    public static void main(String[] arguments) {
        System.exit(commandLine(Console.real()).execute(arguments));
    }

    static CommandLine commandLine(Console console) {
        var commands = new CommandLine(new Im(), new Factory(console));
        // From its first word on, a command of the AWS CLI has options of its own.
        commands.getSubcommands().get("stack").getSubcommands().get("aws").setStopAtPositional(true);
        return commands.setExecutionExceptionHandler((failure, commandLine, parsed) -> {
            if (failure instanceof ProblemException problem) {
                console.problem(problem.problem());
                return ExitStatus.of(problem.problem());
            }
            failure.printStackTrace(console.err());
            return ExitStatus.FAILED;
        });
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
