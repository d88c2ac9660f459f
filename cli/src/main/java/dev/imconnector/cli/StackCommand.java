package dev.imconnector.cli;

import dev.imconnector.cli.stack.BackgroundSandbox;
import dev.imconnector.cli.stack.LocalAws;
import dev.imconnector.cli.stack.StackVariables;
import dev.imconnector.run.RunRecords;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code im stack}: the whole application on this machine, as AWS would run it. */
@Command(
        name = "stack",
        description =
                "The whole application on this machine: deployed by SAM into a local AWS (LocalStack, without Docker or"
                        + " an account), and a simulated IM beside it.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Needs Python 3.13 and a JDK 25 beside what im needs; the rest is installed into your cache. Logical ids:",
            "PushCreditsFunction, PullResultsFunction, CreditPushWorkflow, ResultsPullWorkflow.",
            "LOCAL_AWS_PORT (4566) and the other settings stand at the head of local-aws/stack; the simulated IM takes the next port."
        })
final class StackCommand {

    private final Console console;

    StackCommand(Console console) {
        this.console = console;
    }

    @Command(description = "Starts LocalStack and the simulated IM.", mixinStandardHelpOptions = true)
    int up() throws Exception {
        var status = localStack();
        if (status == ExitStatus.OK) {
            sandbox().start();
            tellWhereImIs();
        }
        return status;
    }

    private int localStack() throws InterruptedException {
        return switch (localAws().run(List.of("up"))) {
            case 0 -> ExitStatus.OK;
            case LocalAws.SOMETHING_MISSING -> ExitStatus.USAGE;
            default -> ExitStatus.FAILED;
        };
    }

    private void tellWhereImIs() {
        console.note("im stack: the simulated IM listens at %s", sandbox().url("/"));
    }

    @Command(
            description =
                    "Builds and deploys the application, puts the simulated IM's credentials into its secrets and a"
                            + " sample export of yesterday into its bucket. Does \"up\" first where that is needed.",
            mixinStandardHelpOptions = true)
    int deploy(
            @Option(
                            names = "--dialect",
                            paramLabel = "DIALECT",
                            defaultValue = "course",
                            description =
                                    "What the simulated IM speaks, and the stack is set to: course (the default), or"
                                            + " tenant, as real ones do. One that speaks another dialect is stopped before.")
                    SandboxDialect dialect,
            @Option(
                            names = "--family",
                            paramLabel = "FAMILY",
                            description =
                                    "With --dialect tenant: hyperscaler (the default), with tokens, or legacy, with user"
                                            + " and password.")
                    StackIm.Family family,
            @Parameters(arity = "0..*", paramLabel = "PARAM=VALUE", description = "Parameters of template.yaml.")
                    List<String> parameters)
            throws Exception {
        if (dialect == SandboxDialect.COURSE && family != null) {
            console.note("--family is of a tenant: use it with --dialect tenant");
            return ExitStatus.USAGE;
        }
        var status = localStack();
        if (status != ExitStatus.OK) {
            return status;
        }
        var im = StackIm.of(dialect, family);
        sandbox().start(dialect.toString());
        tellWhereImIs();
        var arguments = new ArrayList<>(List.of("deploy"));
        arguments.addAll(im.parameters(sandbox()));
        arguments.addAll(parameters == null ? List.of() : parameters);
        var deployed = localAws().attempt(arguments.toArray(String[]::new));
        if (deployed.status() != 0) {
            return ExitStatus.FAILED;
        }
        var content = new StackContent(
                localAws().clients(),
                RunRecords.json().readTree(deployed.output()).path("outputs"));
        content.putSettings(im);
        content.putSecrets();
        tellWhatToTry(content, content.putSample(folder()));
        return ExitStatus.OK;
    }

    private void tellWhatToTry(StackContent content, String sample) {
        console.line("Deployed. A sample export is in %s; now try:", sample);
        console.line("  ./im stack start CreditPushWorkflow        the night's push, with its schedule's own input");
        console.line("  ./im stack aws s3 ls --recursive s3://%s", content.bucket());
        console.line("  ./im stack start ResultsPullWorkflow");
        console.line("  ./im stack logs PushCreditsFunction");
        console.line(
                "  eval \"$(./im stack env)\"                 then the commands of docs/runbook.md work in this shell");
        console.line(
                "  curl %s        what the simulated IM received", sandbox().url("/_sandbox/report"));
        console.line("  ./im stack down");
    }

    @Command(description = "Prints outputs and resources as JSON.", mixinStandardHelpOptions = true)
    int describe() throws Exception {
        return pass(List.of("describe"));
    }

    @Command(
            description = "Prints variables that point a shell to the local AWS, so that the runbook's commands"
                    + " work in it:"
                    + " eval \"$$(./im stack env)\".",
            mixinStandardHelpOptions = true)
    int env() throws Exception {
        var described = localAws().attempt("describe");
        if (described.status() != 0) {
            return ExitStatus.FAILED;
        }
        var stack = console.environment().getOrDefault("LOCAL_AWS_STACK", LocalAws.DEFAULT_STACK);
        var description = RunRecords.json().readTree(described.output());
        var api = description.at("/parameters/ImApiUrl").asText();
        new StackVariables(
                        localAws().tool(),
                        localAws().endpoint(),
                        stack,
                        StackIm.at(api).dialect().settings())
                .lines(description)
                .forEach(line -> console.line("%s", line));
        return ExitStatus.OK;
    }

    @Command(
            description = "Invokes a function; prints its answer, and the end of its log to stderr.",
            mixinStandardHelpOptions = true)
    int invoke(
            @Parameters(paramLabel = "FUNCTION") String function,
            @Parameters(paramLabel = "JSON", arity = "0..1", defaultValue = "{}") String event)
            throws Exception {
        return pass(List.of("invoke", function, event));
    }

    @Command(
            description =
                    "Starts a workflow and waits for its end; without JSON with its schedule's own input, as if it"
                            + " were due now.",
            mixinStandardHelpOptions = true)
    int start(
            @Parameters(paramLabel = "WORKFLOW") String workflow,
            @Parameters(paramLabel = "JSON", arity = "0..1") String event)
            throws Exception {
        return pass(event == null ? List.of("start", workflow) : List.of("start", workflow, event));
    }

    @Command(description = "Prints a function's log.", mixinStandardHelpOptions = true)
    int logs(@Parameters(paramLabel = "FUNCTION") String function) throws Exception {
        return pass(List.of("logs", function));
    }

    @Command(description = "The AWS CLI against the local AWS.")
    int aws(@Parameters(arity = "0..*", paramLabel = "ARGUMENT") List<String> arguments) throws Exception {
        var all = new ArrayList<>(List.of("aws"));
        all.addAll(arguments == null ? List.of("help") : arguments);
        return pass(all);
    }

    @Command(
            description = "Stops LocalStack, the functions and the simulated IM. All that they held is lost.",
            mixinStandardHelpOptions = true)
    int down() throws Exception {
        sandbox().stop();
        return pass(List.of("down"));
    }

    private int pass(List<String> arguments) throws InterruptedException {
        return switch (localAws().run(arguments)) {
            case 0 -> ExitStatus.OK;
            case ExitStatus.USAGE, LocalAws.SOMETHING_MISSING -> ExitStatus.USAGE;
            default -> ExitStatus.FAILED;
        };
    }

    private LocalAws localAws() {
        return new LocalAws(Path.of(System.getProperty("im.home", "")), port(), Map.of());
    }

    private BackgroundSandbox sandbox() {
        return new BackgroundSandbox(folder(), port() + 1);
    }

    private Path folder() {
        return LocalFolder.of(console).resolve("stack");
    }

    private int port() {
        var port = console.environment().getOrDefault("LOCAL_AWS_PORT", "");
        return port.isBlank() ? LocalAws.DEFAULT_PORT : Integer.parseInt(port.strip());
    }
}
