package dev.imconnector.cli;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.imconnector.cli.api.LocalApi;
import dev.imconnector.lambda.ReadApiHandler;
import dev.imconnector.lambda.WriteApiHandler;
import dev.imconnector.metrics.RunMetrics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code im api}: the HTTP API on this machine until it is interrupted. */
@Command(
        name = "api",
        description = "Runs the HTTP API on this machine, with the same handlers as in AWS, until you press"
                + " Ctrl+C. It is meant for trying: it checks no signature, and every user of this machine may"
                + " call it.",
        mixinStandardHelpOptions = true)
final class ApiCommand implements Callable<Integer> {

    /** The functions' timeout in the template. */
    private static final Duration TIMEOUT = Duration.ofSeconds(25);

    private final Console console;
    private final Clock clock = Clock.systemUTC();

    @Option(names = "--port", paramLabel = "PORT", description = "Loopback port; 0, the default, takes any free one.")
    private int port;

    @Option(
            names = "--credits",
            paramLabel = "FOLDER",
            description = "The folder that must hold the files of POST /credit-pushes (default: CREDITS_LOCATION, or"
                    + " this folder).")
    private Path credits;

    @Option(names = "--yes", description = "Do not ask before writing to a host other than this machine.")
    private boolean yes;

    ApiCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (!isMeant()) {
            return ExitStatus.USAGE;
        }
        try (var api = start()) {
            console.line("%s", api.url());
            console.note("POST /credit-pushes takes files in %s", environment().get("CREDITS_LOCATION"));
            console.note("For example: curl '%s/connection'. The routes are in api/openapi.yaml.", api.url());
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ExitStatus.OK;
    }

    /** As {@code im push} does: whatever writes through this API writes there, and credits cannot be deleted. */
    private boolean isMeant() throws IOException {
        var target = new Target(console, LocalEnvironment.of(console));
        if (yes || target.isLoopback()) {
            return true;
        }
        console.err().printf("%-12s %s%n", "Writes to", target.name());
        return target.isMeant("Every user of this machine can then write there. Credits cannot be deleted in IM.");
    }

    /** Without a place for its files every push that is started would be refused. */
    private Map<String, String> environment() {
        var environment = LocalEnvironment.of(console);
        var folder = credits == null ? console.directory() : credits;
        if (credits != null || !environment.containsKey("CREDITS_LOCATION")) {
            environment.put("CREDITS_LOCATION", LocalEnvironment.uri(folder) + "/{date}/");
        }
        return environment;
    }

    LocalApi start() {
        var functions = Map.<String, RequestStreamHandler>of(
                "WriteApiFunction", new WriteApiHandler(environment(), RunMetrics.NONE),
                "ReadApiFunction", new ReadApiHandler(LocalEnvironment.ofReader(console), RunMetrics.NONE));
        return LocalApi.start(
                port,
                functions,
                () -> new LocalContext(clock, TIMEOUT),
                new LocalPushes(console, environment(), clock),
                clock,
                line -> console.note("%s", line));
    }
}
