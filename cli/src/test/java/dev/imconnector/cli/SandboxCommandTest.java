package dev.imconnector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.imconnector.sandbox.switches.FaultRule;
import dev.imconnector.sandbox.switches.SandboxSettingException;
import dev.imconnector.sandbox.switches.SandboxSwitches;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Scanner;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

@Timeout(60)
class SandboxCommandTest {

    /** A switch with its default, what it is about, and its values. */
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `([a-z-]+)` \\| (?:empty|`[^|]*`) \\| [^|]+ \\| ([^|]+) \\|$");

    @Test
    void printsWhatAClientNeedsAndRunsUntilItIsInterrupted() throws Exception {
        var writer = new PipedWriter();
        var lines = new Scanner(new PipedReader(writer, 4_096));
        var command = new CommandLine(new SandboxCommand()).setOut(new PrintWriter(writer));
        var running = new Thread(() ->
                command.execute("--port", "0", "--limit", "7", "--set", "results=3", "--set", "fault=next 1 html"));
        running.start();

        var tokenUrl = value(lines.nextLine(), "IM_TOKEN_URL");
        value(lines.nextLine(), "IM_API_URL");
        var switches = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(tokenUrl).resolve("/_sandbox/switches"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        running.interrupt();
        running.join();

        var shown = new ObjectMapper().readTree(switches);
        assertThat(shown.get("rate-limit").textValue()).isEqualTo("7");
        assertThat(shown.get("results").textValue()).isEqualTo("3");
        assertThat(shown.get("fault").textValue()).isEqualTo("next 1 html on api");
    }

    @Test
    void aTenantSpeaksBothFamiliesAndNamesTheUserOfTheOlderOne() throws Exception {
        var writer = new PipedWriter();
        var lines = new Scanner(new PipedReader(writer, 4_096));
        var command = new CommandLine(new SandboxCommand()).setOut(new PrintWriter(writer));
        var running = new Thread(() -> command.execute("--port", "0", "--dialect", "tenant"));
        running.start();

        assertThat(value(lines.nextLine(), "IM_TOKEN_URL")).endsWith("/oauth2/token");
        assertThat(value(lines.nextLine(), "IM_API_URL")).endsWith("/mtsvc/tcmp/rest/v2");
        for (int i = 0; i < 4; i++) {
            assertThat(lines.nextLine()).contains("CLIENT");
        }
        var legacy = value(lines.nextLine(), "LEGACY_URL");
        var user = lines.nextLine().replaceFirst(".*LEGACY_USER=", "");
        var password = lines.nextLine().replaceFirst(".*LEGACY_PASSWORD=", "");
        var basic = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        var answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(legacy + "/calendars"))
                                .header("Authorization", "Basic " + basic)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        running.interrupt();
        running.join();

        assertThat(legacy).endsWith("/api/v2");
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void aDialectThatIsNoneNamesThoseThereAre() {
        var err = new StringWriter();

        var status = new CommandLine(new SandboxCommand())
                .setExecutionExceptionHandler((failure, line, result) -> {
                    line.getErr().println(((SandboxSettingException) failure).fix());
                    return 2;
                })
                .setErr(new PrintWriter(err, true))
                .execute("--dialect", "odata");

        assertThat(status).isEqualTo(2);
        assertThat(err.toString()).contains("--dialect course", "--dialect tenant");
    }

    private static String value(String line, String name) {
        assertThat(line).contains(name + "=http://127.0.0.1:");
        return line.substring(line.indexOf('=') + 1);
    }

    @Test
    void listsEverySwitchWithItsDefault() {
        var out = new StringWriter();

        var status = new CommandLine(new SandboxCommand())
                .setOut(new PrintWriter(out))
                .execute("--switches");

        assertThat(status).isZero();
        assertThat(out.toString()).contains("rate-limit=100", "duplicate=error-exists", "nextlink-form=absolute");
        assertThat(SandboxSwitches.all())
                .allSatisfy(each -> assertThat(out.toString()).contains(each.name() + "="));
    }

    @Test
    void everySwitchStandsInTheDocumentsWithItsDefault() throws IOException {
        var page = Files.readString(Path.of("..", "docs", "sandbox.md"));

        assertThat(SandboxSwitches.defaults().asText())
                .allSatisfy((name, value) -> assertThat(page)
                        .as("docs/sandbox.md does not say so of the switch %s", name)
                        .contains("| `" + name + "` | " + (value.isEmpty() ? "empty" : "`" + value + "`") + " |"));
    }

    @Test
    void theDocumentsListEverySwitchWithItsValuesAndNoOther() throws IOException {
        var inThePage = new TreeMap<String, String>();
        ROW.matcher(Files.readString(Path.of("..", "docs", "sandbox.md")))
                .results()
                .forEach(row -> inThePage.put(row.group(1), row.group(2)));
        var inTheCode = new TreeMap<String, String>();
        SandboxSwitches.all().forEach(each -> inTheCode.put(each.name(), values(each.allowed())));

        assertThat(inThePage).containsExactlyInAnyOrderEntriesOf(inTheCode);
    }

    @Test
    void everyFaultStandsInTheDocuments() throws IOException {
        var page = Files.readString(Path.of("..", "docs", "sandbox.md"));

        assertThat(FaultRule.Action.values())
                .allSatisfy(action -> assertThat(page)
                        .as("docs/sandbox.md has no row for the fault %s", action)
                        .containsPattern("(?m)^\\|.*`"
                                + action.name().toLowerCase(Locale.ROOT).replace('_', '-') + "( CODE)?`.*\\|"));
    }

    /** {@code one of [401, 403]} is shown without what only a message needs. */
    private static String values(String allowed) {
        return allowed.replaceFirst("^one of \\[?([^\\]]*)\\]?$", "$1");
    }
}
