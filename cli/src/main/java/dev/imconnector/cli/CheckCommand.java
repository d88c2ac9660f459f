package dev.imconnector.cli;

import dev.imconnector.app.Connector;
import dev.imconnector.cli.readiness.AwsProgram;
import dev.imconnector.cli.readiness.Finding;
import dev.imconnector.cli.readiness.Readiness;
import dev.imconnector.manage.ConnectionCheck;
import dev.imconnector.metrics.RunMetrics;
import dev.imconnector.problem.Problem;
import dev.imconnector.run.RunRecords;
import dev.imconnector.settings.ClientRole;
import dev.imconnector.time.Deadline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code im check}: does the OAuth set-up work, and if not, where does it break? */
@Command(
        name = "check",
        description = "Tests the OAuth set-up: fetches a token for each client, reads one participant as the"
                + " reader, and checks that IM refuses the writer to read. With a tenant's dialect it reads one"
                + " row of each entity that a client needs. With --stack it says whether a deployed stack"
                + " is ready for its nightly run, and what is missing; the exit status is 0 only"
                + " if nothing is.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** What a step that went well says. */
    private static final Map<String, String> MEANINGS = Map.of(
            "token", "   a token was issued",
            "participant", "   one participant was read",
            "read-refused", "   IM refuses a read with its token, which is right for the client that writes",
            "may-read-too", "   it may read as well; one client for both works, but a leaked secret then opens both");

    private final Console console;

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    @Option(names = "--stack", paramLabel = "NAME", description = "Check a deployed stack, through the AWS CLI.")
    private String stack;

    @Option(
            names = "--night",
            paramLabel = "TIME",
            description = "With --stack: start of the nightly run whose export is expected, such as"
                    + " 2026-03-02T04:15:00Z"
                    + " (default: now).")
    private Instant night;

    @Option(
            names = "--crm-role",
            paramLabel = "ARN",
            description = "With --stack: the role that writes exports, to check that it may.")
    private String crmRole;

    @Option(
            names = "--aws",
            paramLabel = "PROGRAM",
            defaultValue = "aws",
            description = "With --stack: the AWS CLI (default: aws).")
    private String aws;

    CheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        return stack == null ? clients() : stack();
    }

    private int stack() throws Exception {
        var clock = Clock.systemUTC();
        var findings = new Readiness(new AwsProgram(List.of(aws.split(" ")), console.environment()), clock)
                .of(stack, night == null ? clock.instant() : night, Optional.ofNullable(crmRole));
        if (json) {
            console.line(
                    "%s", RunRecords.json().writerWithDefaultPrettyPrinter().writeValueAsString(findings));
        } else {
            findings.forEach(this::show);
        }
        return findings.stream().allMatch(Finding::ok) ? ExitStatus.OK : ExitStatus.FAILED;
    }

    private void show(Finding finding) {
        if (finding.ok()) {
            console.line("%-9s ok       %s", finding.name(), finding.detail());
        } else {
            console.line("%-9s MISSING  %s", finding.name(), finding.missing().message());
            console.line("%19sWhat to do: %s", "", finding.missing().fix());
        }
    }

    private int clients() throws Exception {
        SandboxProfile.mustRun(console.environment(), console);
        var reports = new LinkedHashMap<String, ConnectionCheck.Report>();
        reports.put("writer", check(ClientRole.WRITER, console.environment()));
        var reader = readerEnvironment();
        if (reader.containsKey("ICM_CLIENT_ID")) {
            reports.put("reader", check(ClientRole.READER, reader));
        }
        if (json) {
            console.line(
                    "%s", RunRecords.json().writerWithDefaultPrettyPrinter().writeValueAsString(reports));
        } else {
            console.line("%-8s %s", "IM", new Target(console, console.environment()).name());
            reports.forEach(this::show);
        }
        return reports.values().stream()
                .flatMap(report -> report.steps().stream())
                .filter(step -> !step.ok())
                .mapToInt(step -> ExitStatus.of(step.error()))
                .max()
                .orElse(ExitStatus.OK);
    }

    private static ConnectionCheck.Report check(ClientRole role, Map<String, String> environment)
            throws InterruptedException {
        var connector = Connector.warm(environment, role, RunMetrics.NONE);
        connector.settingsMustBeUsable();
        return connector.connectionCheck().check(Deadline.after(LIMIT, Clock.systemUTC()));
    }

    /** The reader's own credentials, when it has some. */
    private Map<String, String> readerEnvironment() {
        var environment = new HashMap<>(console.environment());
        environment.remove("ICM_CLIENT_ID");
        environment.remove("ICM_CLIENT_SECRET");
        LocalEnvironment.takeReadersCredentials(environment);
        return environment;
    }

    private void show(String client, ConnectionCheck.Report report) {
        console.line("%-8s %-17s %s", client, "client id", clientId(client));
        for (var step : report.steps()) {
            console.line(
                    "%-8s %-17s %s",
                    client,
                    step.name(),
                    step.ok()
                            ? console.styled("green", "ok") + MEANINGS.getOrDefault(step.name(), "   it may read them")
                            : console.styled("bold,red", "FAILED"));
            if (!step.ok()) {
                console.problem(outsideOfARun(step.error()));
            }
        }
    }

    /** A check is done once: nothing goes on by itself. */
    private static Problem outsideOfARun(Problem problem) {
        return new Problem(
                problem.code(), problem.message(), problem.fix().replaceFirst("; the run resumes by itself.*", ""));
    }

    private String clientId(String client) {
        var own = client.equals("writer") ? "ICM_CLIENT_ID" : "ICM_READER_CLIENT_ID";
        var id = console.environment().getOrDefault(own, "");
        return id.isBlank() ? "in the secret that IM_CLIENT_SECRET_ID names" : id;
    }
}
