package dev.imconnector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.run.RunRecords;
import dev.imconnector.sandbox.ImSandbox;
import dev.imconnector.sandbox.SandboxOptions;
import dev.imconnector.sandbox.switches.RateSwitches;
import dev.imconnector.sandbox.switches.ReadSwitches;
import dev.imconnector.sandbox.token.SandboxClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code im pull} as a script sees it: its files, its output and its exit status. */
class PullCommandTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> environment = new HashMap<>();
    private ImSandbox sandbox;

    @BeforeEach
    void start() {
        sandbox = ImSandbox.start(
                SandboxOptions.defaults().with(RateSwitches.RATE_LIMIT, 0).with(ReadSwitches.RESULTS, 250),
                Clock.systemUTC());
        environment.put("IM_TOKEN_URL", sandbox.tokenUrl().toString());
        environment.put("IM_API_URL", sandbox.apiUrl().toString());
        environment.put("ICM_CLIENT_ID", SandboxClient.WRITER.id());
        environment.put("ICM_CLIENT_SECRET", SandboxClient.WRITER.secret());
        environment.put("ICM_READER_CLIENT_ID", SandboxClient.READER.id());
        environment.put("ICM_READER_CLIENT_SECRET", SandboxClient.READER.secret());
        environment.put("IM_MAX_ATTEMPTS", "1");
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private int im(String... arguments) {
        out.reset();
        err.reset();
        var console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                Map.copyOf(environment),
                folder,
                InputStream.nullInputStream());
        return Im.execute(console, arguments);
    }

    private JsonNode manifest(String path) throws IOException {
        return RunRecords.json().readTree(folder.resolve(path).toFile());
    }

    @Test
    void all_rows_are_in_the_folder_and_the_exit_status_is_0() throws IOException {
        assertThat(im(
                        "pull",
                        "results",
                        "--filter",
                        "",
                        "--out",
                        folder.resolve("there").toString(),
                        "--run-id",
                        "all"))
                .isZero();

        assertThat(out.toString()).contains("COMPLETED");
        assertThat(manifest("there/results/all/manifest.json").get("rows").asInt())
                .isEqualTo(250);
    }

    @Test
    void json_is_the_record_and_nothing_else() throws IOException {
        assertThat(im("pull", "results", "--json", "--format", "csv", "--select", "participantId,payoutAmount"))
                .isZero();

        var run = RunRecords.json().readTree(out.toByteArray());
        assertThat(run.get("status").textValue()).isEqualTo("COMPLETED");
        assertThat(run.get("rows").asInt()).isBetween(1, 249);
        assertThat(run.get("parts").get(0).textValue()).endsWith(".csv.gz");
    }

    @Test
    void an_order_that_is_not_stable_ends_with_5_and_without_a_manifest() {
        sandbox.set(ReadSwitches.RESULTS, 1_050);

        assertThat(im("pull", "results", "--filter", "", "--orderby", "status", "--run-id", "unstable"))
                .isEqualTo(ExitStatus.FAILED);

        assertThat(out.toString() + err).contains("ROWS_REPEATED");
        assertThat(folder.resolve(".im/results/results/unstable/manifest.json")).doesNotExist();
    }

    @Test
    void what_there_is_not_ends_with_2() {
        assertThat(im("pull")).isEqualTo(ExitStatus.USAGE);
        assertThat(im("pull", "results", "--no-such-option")).isEqualTo(ExitStatus.USAGE);
        assertThat(im("pull", "nothing")).isEqualTo(ExitStatus.USAGE);
        assertThat(im("pull", "results", "--format", "xml")).isEqualTo(ExitStatus.USAGE);
    }

    @Test
    void the_reader_s_own_credentials_are_used() {
        environment.put("ICM_READER_CLIENT_SECRET", "wrong");

        assertThat(im("pull", "results", "--once")).isNotZero();
        assertThat(sandbox.report().requests().of("GET /results")).isZero();
    }

    @Test
    void one_file_has_all_rows_with_one_header_and_opens_in_a_spreadsheet() throws IOException {
        sandbox.set(ReadSwitches.RESULTS, 1_050);

        assertThat(im(
                        "pull",
                        "results",
                        "--filter",
                        "",
                        "--out",
                        folder.resolve("for finance.csv").toString()))
                .isZero();

        var content = Files.readString(folder.resolve("for finance.csv"));
        assertThat(content).startsWith("\ufeff");
        assertThat(content.lines().filter(line -> line.contains("payoutAmount")))
                .hasSize(1);
        assertThat(content.lines()).hasSize(1_051);
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).doesNotContain(".for finance.csv.unfinished");
        }
    }

    @Test
    void rows_are_printed_as_they_are_for_the_next_program() throws IOException {
        assertThat(im("pull", "results", "--filter", "", "--out", "-", "--format", "jsonl"))
                .isZero();

        assertThat(out.toString().lines()).hasSize(250).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
        assertThat(err.toString()).contains("COMPLETED");
    }

    @Test
    void the_differences_of_a_comparison_are_written_for_a_spreadsheet() throws IOException {
        var file = Files.writeString(folder.resolve("crm.csv"), """
                sourceRef,participantId,transactionDate,amount,currencyCode,periodId
                =cmd(),P0000001,2026-03-01,1.50,EUR,2026-03
                """);

        assertThat(im(
                        "reconcile",
                        file.toString(),
                        "--out",
                        folder.resolve("diff.csv").toString()))
                .isEqualTo(ExitStatus.REJECTS);

        assertThat(Files.readString(folder.resolve("diff.csv")).lines())
                .hasSize(2)
                .anyMatch(line -> line.startsWith("\ufeffkind,sourceRef,file,line,expectedAmount"))
                .anyMatch(line -> line.matches("missing,'=cmd\\(\\),.*crm.csv,2,1.50,EUR,,,"));
    }
}
