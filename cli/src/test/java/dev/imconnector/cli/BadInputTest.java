package dev.imconnector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.lambda.PushCreditsHandler;
import dev.imconnector.metrics.RunMetrics;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunStatus;
import dev.imconnector.sandbox.ImSandbox;
import dev.imconnector.sandbox.SandboxOptions;
import dev.imconnector.sandbox.switches.RateSwitches;
import dev.imconnector.sandbox.token.SandboxClient;
import dev.imconnector.testkit.Invocation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad input of every kind: an error that says what, where and how to mend it; nothing sent, nothing lost. */
class BadInputTest {

    private static final String HEADER = "sourceRef,participantId,transactionDate,amount,currencyCode,periodId\n";
    private static final String ROW = "A-1,P-1,2026-03-01,1.50,EUR,2026-03\n";

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> environment = new HashMap<>();
    private ImSandbox sandbox;

    @BeforeEach
    void start() throws IOException {
        sandbox = ImSandbox.start(SandboxOptions.defaults().with(RateSwitches.RATE_LIMIT, 0), Clock.systemUTC());
        environment.put("IM_TOKEN_URL", sandbox.tokenUrl().toString());
        environment.put("IM_API_URL", sandbox.apiUrl().toString());
        environment.put("ICM_CLIENT_ID", SandboxClient.WRITER.id());
        environment.put("ICM_CLIENT_SECRET", SandboxClient.WRITER.secret());
        environment.put("IM_MAX_ATTEMPTS", "1");
        environment.put("RUNS_LOCATION", folder.toUri() + "runs/");
        environment.put("CREDITS_LOCATION", folder.toUri() + "credits.csv");
        Files.writeString(folder.resolve("credits.csv"), HEADER + ROW);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private RunRecord handle(String event) {
        return Invocation.of(Duration.ofMinutes(1)).run(new PushCreditsHandler(environment, RunMetrics.NONE), event);
    }

    private int im(String... arguments) {
        out.reset();
        err.reset();
        var console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                Map.copyOf(environment),
                folder);
        return Im.execute(console, arguments);
    }

    private void nothingWasSent() {
        assertThat(sandbox.report().requests().total()).isZero();
    }

    private static void saysWhatWhereAndTheFix(RunRecord run, String code, String where) {
        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        var error = run.error().orElseThrow();
        assertThat(error.code()).as(error.toString()).isEqualTo(code);
        assertThat(error.message()).contains(where).doesNotContain("Exception", "dev.imconnector");
        assertThat(error.fix()).isNotBlank();
    }

    static Stream<Arguments> events() {
        return Stream.of(
                Arguments.of("", "EVENT_INVALID", "not a JSON object"),
                Arguments.of("{", "EVENT_INVALID", "not a JSON object"),
                Arguments.of("[]", "EVENT_INVALID", "not a JSON object"),
                Arguments.of("null", "EVENT_INVALID", "not a JSON object"),
                Arguments.of("\"push\"", "EVENT_INVALID", "not a JSON object"),
                Arguments.of("{} {}", "EVENT_INVALID", "not a JSON object"),
                Arguments.of("{\"retry\":true,\"retry\":false}", "EVENT_INVALID", "not a JSON object"),
                Arguments.of("{\"runId\":" + "[".repeat(100_000), "EVENT_INVALID", "not a JSON object"),
                Arguments.of("{\"runId\":\"" + "x".repeat(7_000_000) + "\"}", "EVENT_INVALID", "not a JSON object"),
                Arguments.of("{\"dryrun\":true}", "EVENT_INVALID", "'dryrun'"),
                Arguments.of("{\"runId\":1}", "EVENT_INVALID", "runId"),
                Arguments.of("{\"requestedBy\":{}}", "EVENT_INVALID", "requestedBy"),
                Arguments.of("{\"requestedBy\":\"" + "x".repeat(3_000) + "\"}", "EVENT_INVALID", "requestedBy"),
                Arguments.of("{\"dryRun\":\"true\"}", "EVENT_INVALID", "dryRun"),
                Arguments.of("{\"retry\":1}", "EVENT_INVALID", "retry"),
                Arguments.of("{\"scheduledTime\":\"yesterday\"}", "EVENT_INVALID", "scheduledTime"),
                Arguments.of("{\"scheduledTime\":\"2026-03-01\"}", "EVENT_INVALID", "2026-03-01"),
                Arguments.of("{\"scheduledTime\":1772338500}", "EVENT_INVALID", "scheduledTime"),
                Arguments.of("{\"runId\":\"../night\"}", "RUN_ID_INVALID", "../night"),
                Arguments.of("{\"runId\":\"\"}", "RUN_ID_INVALID", "runId"),
                Arguments.of("{\"runId\":\"" + "x".repeat(81) + "\"}", "RUN_ID_INVALID", "xxx"),
                Arguments.of("{\"credits\":\"/exports/a.csv\"}", "LOCATION_INVALID", "/exports/a.csv"),
                Arguments.of("{\"credits\":\"https://x.test/a.csv\"}", "LOCATION_INVALID", "https://x.test/a.csv"),
                Arguments.of("{\"credits\":\"file:///a/../b.csv\"}", "LOCATION_INVALID", "'..'"),
                Arguments.of("{\"credits\":\"file:///etc/a.csv\"}", "LOCATION_NOT_ALLOWED", "file:///etc/a.csv"),
                Arguments.of("{\"credits\":\"s3://bucket/a.csv\"}", "LOCATION_NOT_ALLOWED", "s3://bucket/a.csv"));
    }

    @ParameterizedTest
    @MethodSource("events")
    void of_an_event(String event, String code, String where) throws IOException {
        var run = handle(event);

        saysWhatWhereAndTheFix(run, code, where);
        assertThat(ExitStatus.of(run)).isEqualTo(ExitStatus.USAGE);
        nothingWasSent();
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "IM_BATCH_SIZE             | 0                      | SETTING_INVALID          | batch-size",
                "IM_BATCH_SIZE             | many                   | SETTING_INVALID          | batch-size",
                "IM_MAX_IN_FLIGHT          | 17                     | SETTING_INVALID          | max-in-flight",
                "IM_TIME_ZONE              | Mars/Olympus           | SETTING_INVALID          | time-zone",
                "IM_EMPTY_INPUT            | maybe                  | SETTING_INVALID          | empty-input",
                "IM_ALREADY_EXISTS_PATTERN | (                      | SETTING_INVALID          | already-exists-pattern",
                "IM_TOKEN_AUTH_STYLE       | header                 | SETTING_INVALID          | token-auth-style",
                "IM_TOKEN_URL              | http://example.com/t   | SETTING_INVALID          | IM_TOKEN_URL",
                "IM_API_URL                | nowhere                | SETTING_INVALID          | IM_API_URL",
                "CREDITS_LOCATION          | ftp://host/a.csv       | SETTING_INVALID          | CREDITS_LOCATION",
                "CREDITS_LOCATION          | file:///exports/       | SETTING_INVALID          | CREDITS_LOCATION",
                "CREDITS_LOCATION          | file:///{day}.csv      | SETTING_INVALID          | CREDITS_LOCATION",
                "CREDITS_LOCATION          | ~~                     | SETTING_MISSING          | CREDITS_LOCATION",
                "RUNS_LOCATION             | ~~                     | SETTING_MISSING          | RUNS_LOCATION",
                "ICM_CLIENT_ID             | ~~                     | SECRET_EMPTY             | ICM_CLIENT_ID",
            })
    void of_a_setting(String name, String value, String code, String where) throws IOException {
        environment.put(name, value);

        var run = handle("{\"runId\":\"night\"}");

        saysWhatWhereAndTheFix(run, code, where);
        assertThat(ExitStatus.of(run)).isEqualTo(ExitStatus.USAGE);
        nothingWasSent();
    }

    @Test
    void of_an_export_that_is_a_link_out_of_its_folder() throws IOException {
        Files.writeString(folder.resolve("passwd"), "root:x:0:0\n");
        Files.createDirectories(folder.resolve("exports/2026-03-01"));
        Files.createSymbolicLink(folder.resolve("exports/2026-03-01/a.csv"), folder.resolve("passwd"));

        for (var place : List.of("exports/{date}/", "exports/{date}/a.csv")) {
            environment.put("CREDITS_LOCATION", folder.toUri() + place);
            var run = handle("{\"scheduledTime\":\"2026-03-02T04:15:00Z\",\"retry\":true}");

            saysWhatWhereAndTheFix(run, "LOCATION_LEADS_OUT", "exports/2026-03-01/a.csv");
            assertThat(run.error().orElseThrow().toString()).doesNotContain("root:x");
            nothingWasSent();
        }
    }

    @Test
    void a_link_that_a_person_names_is_the_file_that_it_leads_to() throws IOException {
        Files.createDirectories(folder.resolve("exports"));
        var link = Files.createSymbolicLink(folder.resolve("exports/latest.csv"), folder.resolve("credits.csv"));

        assertThat(im("preview", link.toString())).isZero();
        assertThat(im("push", link.toString(), "--run-id", "linked")).isZero();

        assertThat(sandbox.report().credits().stored()).isEqualTo(1);
        assertThat(im("runs", "linked", "--json")).isZero();
        assertThat(out.toString()).contains(folder.resolve("credits.csv").toString());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Stream<Arguments> files() {
        var long1 = HEADER + ROW;
        return Stream.of(
                Arguments.of(
                        "no-utf8.csv", "sourceRef\u00e9\n".getBytes(StandardCharsets.ISO_8859_1), "INPUT_NOT_UTF8"),
                Arguments.of("cut.csv", utf8(long1 + "A-2,P-1"), "INPUT_TRUNCATED"),
                Arguments.of("quote.csv", utf8(long1 + "\"A-2,P-1,2026-03-01,1,EUR,2026-03\n"), "INPUT_TRUNCATED"),
                Arguments.of("missing.csv", utf8(HEADER.replace(",amount", "") + ROW), "HEADER_INVALID"),
                Arguments.of("twice.csv", utf8(HEADER.replace("periodId", "amount,periodId") + ROW), "HEADER_INVALID"),
                Arguments.of("empty.csv", new byte[0], "EMPTY_INPUT"),
                Arguments.of("header-only.csv", utf8(HEADER), "EMPTY_INPUT"),
                Arguments.of("broken.csv.gz", new byte[] {1, 2, 3, 4}, "INPUT_BROKEN"),
                Arguments.of("empty-archive.csv", utf8("PK\u0003\u0004..."), "INPUT_ARCHIVE"),
                Arguments.of("page.csv", utf8("<!DOCTYPE html><html>sign in</html>"), "INPUT_NOT_TEXT"),
                Arguments.of("list-of-objects.csv", utf8("[{\"sourceRef\":\"A\"}]"), "INPUT_FORMAT_UNKNOWN"),
                Arguments.of("list.txt", utf8(long1), "INPUT_FORMAT_UNKNOWN"),
                Arguments.of("no.jsonl", utf8("{\"sourceRef\":\n"), "TOO_MANY_REJECTED"),
                Arguments.of("bad.csv", utf8(HEADER + "A-1,P-1,2026-02-30,1.5,EUR,2026-03\n"), "TOO_MANY_REJECTED"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void of_a_file(String name, byte[] content, String code) throws IOException {
        var file = Files.write(folder.resolve(name), content);

        assertThat(im("push", file.toString(), "--run-id", "night")).isEqualTo(ExitStatus.FAILED);

        assertThat(err.toString()).contains(code, name, "What to do");
        nothingWasSent();
        assertThat(Files.readAllBytes(file)).isEqualTo(content);
        Files.writeString(file, HEADER + ROW);
        if (name.endsWith(".csv")) {
            assertThat(im("push", file.toString(), "--run-id", "night", "--retry"))
                    .isZero();
            assertThat(sandbox.report().credits().stored()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "always html on batch            | 4 | IM does not answer as it should",
                "always garbage on batch         | 5 | NO_OUTCOME",
                "always status 503 on batch      | 4 | IM does not answer as it should",
                "always drop-before on batch     | 4 | IM does not answer as it should",
                "always status 404 on batch      | 5 | 404",
                "always status 401 on batch      | 4 | answered 401 to a token",
                "always status 403 on batch      | 5 | IM_FORBIDDEN",
                "always html on token            | 4 | IM does not answer as it should",
                "always status 400 on token      | 5 | TOKEN_REQUEST_REFUSED",
                "always status 401 on token      | 5 | CLIENT_REJECTED",
            })
    void of_IM(String fault, int exit, String said) {
        sandbox.set("retry-after", ""); // A pause that IM asks for would be kept by the next call, too.
        sandbox.set("fault", fault);
        var file = folder.resolve("credits.csv").toString();

        assertThat(im("push", file, "--run-id", "night", "--once")).isEqualTo(exit);
        assertThat(out.toString() + err).contains(said);
        assertThat(Arrays.asList(out.toString().split("\n"))).noneMatch(line -> line.contains("Exception"));

        sandbox.set("fault", "");
        environment.put("AS_IN", "another process, which knows nothing of the refusal");
        assertThat(im("push", file, "--run-id", "night", "--once", "--retry")).isZero();
        assertThat(sandbox.report().credits().stored()).isEqualTo(1);
    }
}
