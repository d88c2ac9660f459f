package dev.imconnector.cli;

import dev.imconnector.cli.probe.Finding;
import dev.imconnector.cli.probe.Probe;
import dev.imconnector.cli.probe.TenantProbe;
import dev.imconnector.run.RunRecords;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code im probe}. */
@Command(
        name = "probe",
        description = "Tests how a TEST tenant behaves where IM's documentation is silent. It writes into the"
                + " tenant on purpose, and names the settings that follow.",
        mixinStandardHelpOptions = true)
final class ProbeCommand implements Callable<Integer> {

    private final Console console;

    @Option(names = "--participant", required = true, paramLabel = "ID", description = "A participant that exists.")
    private String participantId;

    @Option(names = "--period", required = true, paramLabel = "ID", description = "A period that exists.")
    private String periodId;

    @Option(names = "--date", paramLabel = "DATE", description = "A date in that period (default: today).")
    private LocalDate date;

    @Option(
            names = "--closed-date",
            paramLabel = "DATE",
            description = "Of a tenant: a date in a period that was posted, to ask whether it takes one.")
    private LocalDate closedDate;

    @Option(names = "--currency", defaultValue = "EUR", description = "A currency that the tenant takes (default EUR).")
    private String currencyCode;

    @Option(
            names = "--max-batch",
            paramLabel = "N",
            defaultValue = "200",
            description = "The most credits to try in one request; 0: none (default 200).")
    private int maxBatch;

    @Option(
            names = "--find-limit",
            description = "Read until the tenant answers 429, which shuts others out for a minute.")
    private boolean findLimit;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Option(names = "--json", description = "Print the findings as JSON, and nothing else.")
    private boolean json;

    ProbeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        var environment = console.environment();
        for (var needed : List.of("ICM_CLIENT_ID", "ICM_CLIENT_SECRET")) {
            if (!environment.containsKey(needed)) {
                console.note("%s is not set: the probe takes its clients from the environment or a profile", needed);
                return ExitStatus.USAGE;
            }
        }
        var target = new Target(console, environment);
        if (!yes && !isMeant(target)) {
            return ExitStatus.USAGE;
        }
        var findings = isTenant(environment)
                ? new TenantProbe(tenantPlan(environment), pause -> Thread.sleep(pause.toMillis())).ask()
                : new Probe(plan(environment), pause -> Thread.sleep(pause.toMillis())).ask();
        if (json) {
            console.line(
                    "%s", RunRecords.json().writerWithDefaultPrettyPrinter().writeValueAsString(findings));
        } else {
            show(findings);
        }
        return ExitStatus.OK;
    }

    private static boolean isTenant(Map<String, String> environment) {
        return "tenant".equalsIgnoreCase(environment.getOrDefault("IM_DIALECT", ""));
    }

    private TenantProbe.Plan tenantPlan(Map<String, String> environment) {
        var day = date == null ? LocalDate.now(Clock.systemUTC()) : date;
        return new TenantProbe.Plan(
                environment.containsKey("IM_TOKEN_URL")
                        ? Optional.of(Target.address(environment, "IM_TOKEN_URL"))
                        : Optional.empty(),
                Target.address(environment, "IM_API_URL"),
                new Probe.Client(environment.get("ICM_CLIENT_ID"), environment.get("ICM_CLIENT_SECRET")),
                reader(environment),
                "IMC-PROBE-" + Integer.toHexString(new SecureRandom().nextInt()).toUpperCase(Locale.ROOT),
                participantId,
                currencyCode,
                day.toString(),
                Optional.ofNullable(closedDate).map(LocalDate::toString),
                Optional.ofNullable(environment.get("IM_EVENT_TYPE")),
                maxBatch,
                findLimit);
    }

    private boolean isMeant(Target target) throws Exception {
        if (isTenant(console.environment())) {
            console.note(
                    "The probe writes some 30 orders and transactions of small amounts of %s for %s into %s, which no pipeline"
                            + " takes, and deletes them at the end: orders IMC-PROBE-…. Only ever probe a test tenant.",
                    currencyCode, participantId, target.name());
            return target.isMeant("Is this a test tenant?");
        }
        console.note(
                "The probe writes into %s: some 5 credits of 0.01 %s for %s that stay there, and, where bad ones are"
                        + " refused as a whole, up to %,d more. Only ever probe a test tenant.",
                target.name(), currencyCode, participantId, 2 * maxBatch);
        return target.isMeant("Is this a test tenant?");
    }

    private static Optional<Probe.Client> reader(Map<String, String> environment) {
        return environment.containsKey("ICM_READER_CLIENT_ID")
                ? Optional.of(new Probe.Client(
                        environment.get("ICM_READER_CLIENT_ID"), environment.get("ICM_READER_CLIENT_SECRET")))
                : Optional.empty();
    }

    private Probe.Plan plan(Map<String, String> environment) {
        var writer = new Probe.Client(environment.get("ICM_CLIENT_ID"), environment.get("ICM_CLIENT_SECRET"));
        var reader = reader(environment).orElse(writer);
        var day = date == null ? LocalDate.now(Clock.systemUTC()) : date;
        return new Probe.Plan(
                Target.address(environment, "IM_TOKEN_URL"),
                Target.address(environment, "IM_API_URL"),
                writer,
                reader,
                "probe-" + day + "-" + Integer.toHexString(new SecureRandom().nextInt()),
                participantId,
                periodId,
                currencyCode,
                day.toString(),
                maxBatch,
                findLimit);
    }

    private void show(List<Finding> findings) {
        for (var finding : findings) {
            console.line("%-32s %s", finding.question(), finding.answer());
        }
        console.line("");
        console.line("Settings that follow:");
        for (var finding : findings) {
            if (finding.setting() != null) {
                console.line(
                        "  %-24s %s",
                        finding.setting(), finding.value() == null ? "its default is right" : finding.value());
            }
        }
    }
}
