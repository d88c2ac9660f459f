package dev.imconnector.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.credit.Outcome;
import dev.imconnector.local.PrivateFolder;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunRecords;
import dev.imconnector.run.RunTotal;
import dev.imconnector.sandbox.ImSandbox;
import dev.imconnector.sandbox.SandboxOptions;
import dev.imconnector.sandbox.state.SandboxReport;
import dev.imconnector.sandbox.switches.RateSwitches;
import dev.imconnector.sandbox.token.SandboxClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code im demo}: the main job, seen from outside, against a simulated IM. */
@Command(
        name = "demo",
        description =
                "Pushes 10,000 sample credits into a simulated IM, twice, and proves that none was lost or doubled.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    private static final int IM_LIMIT = 100;

    private final Console console;

    @Option(
            names = "--credits",
            paramLabel = "N",
            defaultValue = "10000",
            description = "How many records (default 10000).")
    private int credits;

    @Option(names = "--real-limit", description = "Keep IM's limit of 100 requests a minute: a minute for each run.")
    private boolean realLimit;

    @Option(
            names = "--dialect",
            paramLabel = "DIALECT",
            description = "API of the simulated IM: course (the default), or tenant, as real ones have it.")
    private SandboxDialect dialect = SandboxDialect.COURSE;

    DemoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        var home = LocalFolder.of(console).resolve("demo");
        deleteOldDemo(home);
        PrivateFolder.create(home);
        var limit = realLimit ? IM_LIMIT : 0;
        var options = SandboxOptions.defaults().withDialect(dialect.ofSandbox()).with(RateSwitches.RATE_LIMIT, limit);
        try (var sandbox = ImSandbox.start(options, Clock.systemUTC())) {
            console.line("A simulated IM listens at %s (%s).", sandbox.apiUrl(), limitText());
            var sample = SampleCredits.write(home.resolve("credits.csv"), credits, LocalDate.of(2026, 3, 1));
            console.line(
                    "A sample export of %,d records, %,d of them bad, is in %s.%n",
                    sample.records(), sample.bad(), sample.file());
            return run(sandbox, sample, environment(sandbox, home, sample, limit));
        }
    }

    private String limitText() {
        return realLimit ? "100 requests a minute, as the real one" : "without its limit of 100 requests a minute";
    }

    private Map<String, String> environment(ImSandbox sandbox, Path home, SampleCredits.Written sample, int limit) {
        var environment = new HashMap<String, String>();
        environment.putAll(dialect.settings());
        environment.put("IM_TOKEN_URL", sandbox.tokenUrl().toString());
        environment.put("IM_API_URL", sandbox.apiUrl().toString());
        environment.put("ICM_CLIENT_ID", SandboxClient.WRITER.id());
        environment.put("ICM_CLIENT_SECRET", SandboxClient.WRITER.secret());
        environment.put("IM_REQUESTS_PER_MINUTE", Integer.toString(limit));
        environment.put("CREDITS_LOCATION", LocalEnvironment.uri(sample.file()));
        environment.put("RUNS_LOCATION", LocalEnvironment.uri(home.resolve("runs")) + "/");
        return environment;
    }

    private int run(ImSandbox sandbox, SampleCredits.Written sample, Map<String, String> environment) throws Exception {
        var push = LocalRun.push(environment, Clock.systemUTC(), pause -> Thread.sleep(pause.toMillis()));
        var first = push(push, environment, "demo-1", "The night's push, through the handler that Lambda runs:");
        var afterFirst = sandbox.report();
        var second = push(push, environment, "demo-2", "The same file again, as another run:");
        console.line(
                "The totals leave out %,d rejected records whose amount or currency cannot be read.%n",
                sample.bad() - inTotals(first));
        var proof = new Proof(console);
        proof.check("every good record was created", first.created() == sample.good());
        proof.check("every bad record is in the rejects", first.rejected() == sample.bad());
        proof.check(
                "IM holds as many credits as there are good records",
                afterFirst.credits().stored() == sample.good());
        proof.check("IM's totals are the run's, to the cent", totalsAgree(first, afterFirst));
        proof.check("the second run found every good record present", second.alreadyPresent() == sample.good());
        proof.check("it rejected the bad ones again", second.rejected() == sample.bad());
        proof.check(
                "IM holds no credit twice, and none more than before",
                sandbox.report().credits().stored() == afterFirst.credits().stored());
        proof.check(
                "no credit was being sent by two requests at a time",
                afterFirst.credits().sameSourceRefUnderWay() == 0);
        proof.check("one token served both runs", sandbox.report().requests().tokenCalls() == 1);
        proof.check("IM never had to answer 429", sandbox.report().requests().throttled() == 0);
        console.line("");
        console.line("What it left behind, to look at:");
        first.rejects().ifPresent(at -> console.line("  %s", RunText.readable(at)));
        first.receipts().ifPresent(at -> console.line("  %s", RunText.readable(at)));
        first.report().ifPresent(at -> console.line("  %s   a page for the browser", RunText.readable(at)));
        console.line("");
        next(sample.file());
        return proof.holds() ? ExitStatus.OK : ExitStatus.FAILED;
    }

    private void next(Path file) {
        if (dialect == SandboxDialect.COURSE) {
            console.line(
                    "Next: %s sandbox   starts such an IM to try things with; then, in another terminal:",
                    console.command());
            console.line("      %s push %s --profile sandbox", console.command(), ShellWord.of(file));
        } else {
            console.line(
                    "Next: %s sandbox --dialect %s   starts such an IM; in another terminal, paste what it prints, then:",
                    console.command(), dialect);
            console.line("      %s push %s", console.command(), ShellWord.of(file));
        }
    }

    private RunRecord push(LocalRun push, Map<String, String> environment, String runId, String title)
            throws Exception {
        console.line("%s", title);
        ObjectNode event = RunRecords.json().createObjectNode().put("runId", runId);
        var progress = RunProgress.of(console, environment, runId, push.limit());
        var run = progress.watch(() -> push.untilItEnds(event, progress::note));
        new RunText(console).show(run);
        console.line("");
        return run;
    }

    private static long inTotals(RunRecord run) {
        return run.totals().stream()
                .filter(total -> total.outcome() == Outcome.REJECTED && total.currencyCode() != null)
                .mapToLong(RunTotal::count)
                .sum();
    }

    private static boolean totalsAgree(RunRecord run, SandboxReport report) {
        return report.credits().totals().stream()
                .allMatch(held -> run.totals().stream()
                        .anyMatch(total -> held.currencyCode().equals(total.currencyCode())
                                && total.outcome() == Outcome.CREATED
                                && held.count() == total.count()
                                && held.amount().compareTo(total.amount()) == 0));
    }

    private static void deleteOldDemo(Path home) throws IOException {
        if (!Files.exists(home)) {
            return;
        }
        try (var files = Files.walk(home)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** What the sandbox's own count says about what the run says. */
    private static final class Proof {

        private final Console console;
        private boolean holds = true;

        Proof(Console console) {
            this.console = console;
        }

        void check(String what, boolean isTrue) {
            console.line("  [%s] %s", isTrue ? "ok" : "NOT TRUE", what);
            holds &= isTrue;
        }

        boolean holds() {
            return holds;
        }
    }
}
