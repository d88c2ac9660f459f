package dev.imconnector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.imconnector.sandbox.switches.SandboxSwitches;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Scanner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

@Timeout(60)
class SandboxCommandTest {

    @Test
    void printsWhatAClientNeedsAndRunsUntilItIsInterrupted() throws Exception {
        var writer = new PipedWriter();
        var lines = new Scanner(new PipedReader(writer, 4_096));
        var command = new CommandLine(new SandboxCommand()).setOut(new PrintWriter(writer));
        var running =
                new Thread(() -> command.execute("--limit", "7", "--set", "results=3", "--set", "fault=next 1 html"));
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
}
