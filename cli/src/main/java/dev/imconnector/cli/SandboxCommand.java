package dev.imconnector.cli;

import dev.imconnector.sandbox.ImSandbox;
import dev.imconnector.sandbox.SandboxOptions;
import dev.imconnector.sandbox.switches.RateSwitches;
import dev.imconnector.sandbox.switches.SandboxSettingException;
import dev.imconnector.sandbox.switches.SandboxSwitches;
import dev.imconnector.sandbox.switches.Switch;
import dev.imconnector.sandbox.token.SandboxClient;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code im sandbox}: runs a simulated IM until it is interrupted. */
@Command(
        name = "sandbox",
        description = "Runs a simulated IM on this machine until you press Ctrl+C.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "While it runs: GET /_sandbox/report says what it received, POST /_sandbox/switches",
            "with a JSON object {\"name\":\"value\"} changes switches."
        })
final class SandboxCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Loopback port; 0 takes any free one. Default: " + SandboxProfile.PORT
                    + ", which --profile sandbox knows.")
    private int port = SandboxProfile.PORT;

    @Option(names = "--limit", paramLabel = "N", description = "Requests a minute; 0: no limit. Default: 100.")
    private Integer limit;

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description = "Keep credits, quotas, participants and runs in this file, and continue from it.")
    private Path state;

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "Set a switch; may be repeated.")
    private Map<String, String> switches = new LinkedHashMap<>();

    @Option(
            names = "--client",
            paramLabel = "ID:SECRET:SCOPE[,SCOPE]",
            description = "Another OAuth client; may be repeated. Scopes: im.read, im.write.")
    private List<String> clients = List.of();

    @Option(names = "--participants", paramLabel = "N", description = "How many participants there are. Default: 250.")
    private Integer participants;

    @Option(
            names = "--dialect",
            paramLabel = "DIALECT",
            description = "Its API: course (the default), or tenant, which real tenants have (legacy and"
                    + " hyperscaler at once).")
    private String dialect = "course";

    @Option(names = "--switches", description = "List the switches and their defaults, and exit.")
    private boolean listSwitches;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        if (listSwitches) {
            list(out);
            return 0;
        }
        try (var sandbox = ImSandbox.start(options(), Clock.systemUTC())) {
            announce(sandbox, out);
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    private static void list(PrintWriter out) {
        for (var each : SandboxSwitches.all()) {
            out.printf("%s=%s%n    %s%n    %s%n", each.name(), defaultOf(each), each.description(), each.allowed());
        }
        out.flush();
    }

    private static <T> String defaultOf(Switch<T> which) {
        return which.format(which.defaultValue());
    }

    private SandboxOptions options() {
        var options =
                SandboxOptions.defaults().withPort(port).withDialect(dialect().ofSandbox());
        if (limit != null) {
            options = options.with(RateSwitches.RATE_LIMIT, limit);
        }
        for (var entry : switches.entrySet()) {
            options = options.withSwitches(options.switches().with(entry.getKey(), entry.getValue()));
        }
        for (var client : clients) {
            options = options.withClient(client(client));
        }
        if (participants != null) {
            options = options.withParticipants(participants);
        }
        return state == null ? options : options.withStateFile(state);
    }

    private SandboxDialect dialect() {
        return switch (dialect) {
            case "course" -> SandboxDialect.COURSE;
            case "tenant" -> SandboxDialect.TENANT;
            default ->
                throw new SandboxSettingException(
                        "--dialect '" + dialect + "' does not exist", "Use --dialect course or --dialect tenant");
        };
    }

    private static SandboxClient client(String text) {
        var parts = text.split(":", -1);
        if (parts.length != 3 || parts[0].isEmpty() || parts[1].isEmpty() || parts[2].isEmpty()) {
            throw new SandboxSettingException(
                    "--client does not have the form ID:SECRET:SCOPE[,SCOPE]",
                    "For example --client" + " mine:secret:im.write");
        }
        return new SandboxClient(parts[0], parts[1], Set.copyOf(List.of(parts[2].split(","))));
    }

    private void announce(ImSandbox sandbox, PrintWriter out) {
        var set = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows") ? "set" : "export";
        var lines = new LinkedHashMap<String, Object>();
        lines.put("IM_TOKEN_URL", sandbox.tokenUrl());
        lines.put("IM_API_URL", sandbox.apiUrl());
        lines.put("ICM_CLIENT_ID", SandboxClient.WRITER.id());
        lines.put("ICM_CLIENT_SECRET", SandboxClient.WRITER.secret());
        lines.put("ICM_READER_CLIENT_ID", SandboxClient.READER.id());
        lines.put("ICM_READER_CLIENT_SECRET", SandboxClient.READER.secret());
        sandbox.legacyUrl().ifPresent(url -> {
            lines.put("LEGACY_URL", url);
            lines.put("LEGACY_USER", SandboxClient.USER.id());
            lines.put("LEGACY_PASSWORD", SandboxClient.USER.secret());
        });
        // The prompt of Windows takes all that follows the sign, quotes too.
        dialect().settings().forEach((name, value) -> lines.put(name, set.equals("set") ? value : "'" + value + "'"));
        lines.forEach((name, value) -> out.printf("%s %s=%s%n", set, name, value));
        if (isOfTheProfile(sandbox)) {
            out.printf("# Instead of these lines: --profile %s%n", SandboxProfile.NAME);
        }
        out.printf(
                "# Simulated IM, nothing leaves this machine. What it received: %s%n", sandbox.url("/_sandbox/report"));
        out.flush();
    }

    private static boolean isOfTheProfile(ImSandbox sandbox) {
        return sandbox.apiUrl().toString().equals(SandboxProfile.variables().get("IM_API_URL"));
    }
}
