package dev.imconnector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.run.RunRecords;
import dev.imconnector.sandbox.ImSandbox;
import dev.imconnector.sandbox.SandboxOptions;
import dev.imconnector.sandbox.switches.RateSwitches;
import dev.imconnector.sandbox.token.SandboxClient;
import dev.imconnector.testkit.SimulatedSecretsManager;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line as a script sees it: its output and its exit status. */
class ImTest {

    private static final String GOOD = """
            sourceRef,participantId,transactionDate,amount,currencyCode,periodId
            A-1,P-00001,2026-03-01,1.50,EUR,2026-03
            A-2,P-00002,2026-03-01,2.50,EUR,2026-03
            """;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> environment = new HashMap<>();
    private String typed = "";
    private ImSandbox sandbox;

    @BeforeEach
    void start() {
        sandbox = ImSandbox.start(SandboxOptions.defaults().with(RateSwitches.RATE_LIMIT, 0), Clock.systemUTC());
        environment.put("IM_TOKEN_URL", sandbox.tokenUrl().toString());
        environment.put("IM_API_URL", sandbox.apiUrl().toString());
        environment.put("ICM_CLIENT_ID", SandboxClient.WRITER.id());
        environment.put("ICM_CLIENT_SECRET", SandboxClient.WRITER.secret());
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
                new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)));
        return Im.execute(console, arguments);
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    @Test
    void every_command_of_the_readme_is_there() {
        assertThat(Im.commandLine(Console.real()).getSubcommands())
                .containsKeys("demo", "sandbox", "check", "push", "pull", "runs", "rotate", "help");
    }

    @Test
    void a_check_names_every_setting_that_cannot_be_used_whoever_needs_it() {
        environment.put("IM_RESULTS_FORMAT", "xml");
        environment.put("IM_BATCH_SIZE", "many");

        assertThat(im("check")).isEqualTo(ExitStatus.USAGE);

        assertThat(err.toString()).contains("results-format", "xml", "batch-size", "many");
    }

    @Test
    void a_push_of_good_credits_ends_with_0_and_is_listed_afterwards() throws IOException {
        assertThat(im("push", file("good.csv", GOOD), "--run-id", "first")).isZero();
        assertThat(out.toString()).contains("COMPLETED");
        assertThat(im("runs")).isZero();
        assertThat(out.toString()).contains("first").contains("COMPLETED");
        assertThat(im("runs", "first")).isZero();
        assertThat(im("runs", "no-such-run")).isEqualTo(ExitStatus.USAGE);
    }

    @Test
    void the_report_of_a_run_is_opened_or_named() throws IOException {
        im("push", file("good.csv", GOOD), "--run-id", "first");

        assertThat(im("runs", "first", "--html")).isZero();
        assertThat(Path.of(out.toString().strip()))
                .hasFileName("report.html")
                .content()
                .contains("COMPLETED");
    }

    @Test
    void json_is_all_that_a_script_gets() throws IOException {
        assertThat(im("push", file("good.csv", GOOD), "--json")).isZero();

        assertThat(RunRecords.json().readTree(out.toByteArray()).path("created").asInt())
                .isEqualTo(2);
    }

    @Test
    void rejects_end_with_3() throws IOException {
        environment.put("IM_REJECT_THRESHOLD_PERCENT", "50");

        assertThat(im("push", file("bad.csv", GOOD + "A-3,P-1,2026-03-01,x,EUR,2026-03\n")))
                .isEqualTo(ExitStatus.REJECTS);
        assertThat(out.toString()).contains("rejects.csv");
    }

    @Test
    void an_IM_that_is_down_ends_with_4_when_called_once() throws IOException {
        sandbox.set("fault", "always status 503");

        assertThat(im("push", file("good.csv", GOOD), "--once")).isEqualTo(ExitStatus.INCOMPLETE);
    }

    @Test
    void a_failed_run_ends_with_5_and_says_why_and_what_to_do() throws IOException {
        assertThat(im("push", file("cut.csv", GOOD + "A-3,P-1"))).isEqualTo(ExitStatus.FAILED);
        assertThat(err.toString()).contains("cut.csv").contains("What to do");
    }

    @Test
    void wrong_usage_and_wrong_settings_end_with_2() throws IOException {
        assertThat(im("push")).isEqualTo(ExitStatus.USAGE);
        assertThat(im("push", "no-such-file.csv")).isEqualTo(ExitStatus.USAGE);
        environment.put("IM_BATCH_SIZE", "0");
        assertThat(im("push", file("good.csv", GOOD))).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString()).contains("batch-size");
    }

    @Test
    void a_folder_is_one_run_of_all_its_files() throws IOException {
        var exports = Files.createDirectories(folder.resolve("late exports/2026"));
        Files.writeString(exports.resolve("a.csv"), GOOD);
        Files.writeString(exports.resolve("b.csv"), GOOD.replace("A-", "B-"));
        Files.writeString(exports.getParent().resolve("c.csv"), GOOD.replace("A-", "C-"));
        Files.writeString(exports.resolve("_SUCCESS"), "");

        assertThat(im("push", exports.getParent().toString(), "--run-id", "all"))
                .isZero();

        assertThat(sandbox.report().credits().stored()).isEqualTo(6);
        assertThat(im("runs", "all", "--json")).isZero();
        assertThat(RunRecords.json().readTree(out.toByteArray()).path("input")).hasSize(3);
        assertThat(im("push", exports.toString(), "--run-id", "all")).isEqualTo(ExitStatus.FAILED);
        assertThat(err.toString()).contains("RUN_INPUT_DIFFERS");
    }

    @Test
    void a_folder_without_a_file_is_no_usage_of_a_push() throws IOException {
        assertThat(im("push", Files.createDirectory(folder.resolve("empty")).toString()))
                .isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString()).contains("no file in the folder");
    }

    @Test
    void a_push_of_another_file_under_the_same_run_id_is_refused() throws IOException {
        assertThat(im("push", file("one.csv", GOOD), "--run-id", "same")).isZero();
        assertThat(im("push", file("two.csv", GOOD), "--run-id", "same")).isEqualTo(ExitStatus.FAILED);
        assertThat(err.toString()).contains("RUN_INPUT_DIFFERS").contains("two.csv");
    }

    @Test
    void a_store_that_cannot_be_used_ends_with_5_for_nobody_goes_on_by_himself() throws IOException {
        environment.put("RUNS_LOCATION", Path.of(file("no-folder", "")).toUri().toString() + "/");

        assertThat(im("push", file("good.csv", GOOD))).isEqualTo(ExitStatus.FAILED);

        assertThat(err.toString()).contains("STORE_").contains("no-folder").contains("What to do");
        assertThat(sandbox.report().requests().total()).isZero();
    }

    @Test
    void credentials_that_are_missing_are_settings_and_end_with_2() throws IOException {
        environment.remove("ICM_CLIENT_SECRET");

        assertThat(im("push", file("good.csv", GOOD))).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString()).contains("ICM_CLIENT_SECRET").contains("What to do");
        assertThat(im("check")).isEqualTo(ExitStatus.USAGE);
        assertThat(sandbox.report().requests().total()).isZero();
    }

    @Test
    void a_wrong_secret_ends_with_5_and_the_fix() throws IOException {
        environment.put("ICM_CLIENT_SECRET", "not-the-right-one");

        assertThat(im("push", file("good.csv", GOOD))).isEqualTo(ExitStatus.FAILED);
        assertThat(err.toString()).contains("CLIENT_REJECTED").contains("What to do");
        assertThat(sandbox.report().requests().tokenCalls()).isEqualTo(1);
    }

    @Test
    void a_dry_run_sends_nothing_and_says_so_and_what_would_be_sent() throws IOException {
        environment.put("IM_REJECT_THRESHOLD_PERCENT", "100");
        var file = file("good.csv", GOOD + "A-3,P-1,2026-03-01,9,EUR,2026-03\nA-3,P-1,2026-03-01,8,EUR,2026-03\n");

        assertThat(im("push", file, "--dry-run", "--run-id", "look")).isEqualTo(ExitStatus.REJECTS);

        assertThat(said())
                .contains("DRY RUN nothing was sent; this is what would be\n")
                .contains("Records 4\n to send 2\n repeated 0\n rejected 2\n")
                .contains("Total 4.00 EUR in 2 records to send\n")
                .doesNotContain("created");
        assertThat(sandbox.report().requests().total()).isZero();
        im("runs");
        assertThat(said()).containsPattern("look DRY RUN COMPLETED .* 4 - 0 2 - nothing was sent, 2 would be\n");
        im("runs", "look");
        assertThat(said()).contains("DRY RUN", "to send 2");
        im("push", file, "--run-id", "look");
        im("runs");
        assertThat(said())
                .containsPattern("look credit-push COMPLETED .* 4 2 0 2 0\n")
                .doesNotContain("DRY RUN");
    }

    @Test
    void a_dry_run_of_an_earlier_version_which_counted_rejects_only_is_still_marked() throws IOException {
        environment.put("IM_REJECT_THRESHOLD_PERCENT", "100");
        im("push", file("bad.csv", GOOD + "A-3,P-1,2026-03-01,x,EUR,2026-03\n"), "--dry-run", "--run-id", "look");
        var at = folder.resolve(".im/runs/look/run.json");
        var record = (ObjectNode) RunRecords.json().readTree(at.toFile());
        record.remove(List.of("dryRun", "toSend"));
        record.put("read", 1).putArray("totals");
        Files.write(at, RunRecords.json().writeValueAsBytes(record));

        im("runs");
        assertThat(said()).containsPattern("look DRY RUN COMPLETED .* 1 - 0 1 -\n");
        im("runs", "look");
        assertThat(said()).contains("DRY RUN", "rejected 1").doesNotContain("to send");
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8).replaceAll(" +", " ");
    }

    @Test
    void find_says_which_run_sent_a_credit_and_with_what_outcome() throws IOException {
        im("push", file("good.csv", GOOD), "--run-id", "first");
        im("push", file("good.csv", GOOD), "--run-id", "second");

        assertThat(im("find", "A-2")).isZero();
        assertThat(out.toString().lines().toList())
                .hasSize(3)
                .anyMatch(line -> line.matches("first .* CREATED +2.50 EUR .*good.csv:3"))
                .anyMatch(line -> line.matches("second .* ALREADY_PRESENT .*"));
        assertThat(im("find", "A-2", "--json")).isZero();
        assertThat(out.toString()).contains("\"runId\":\"first\"");
        assertThat(im("find", "A")).isEqualTo(ExitStatus.NOT_FOUND);
    }

    @Test
    void a_push_says_which_of_the_present_ones_have_a_receipt_and_what_was_not_corrected() throws IOException {
        im("push", file("good.csv", GOOD), "--run-id", "first");
        im("push", file("changed.csv", GOOD.replace("2.50", "3.50")), "--run-id", "second");

        assertThat(out.toString())
                .containsPattern("by receipts +2 of 2 in IM before\n")
                .containsPattern("not corrected +1 of them, listed in .*second/corrections.csv")
                .contains("CORRECTION_NOT_IN_IM", "changed.csv, line 3 (created by first)");
    }

    @Test
    void a_run_is_taken_back_by_a_push_of_the_opposite_of_what_it_created() throws IOException {
        im(
                "push",
                file("before.csv", GOOD.lines().limit(2).collect(Collectors.joining("\n", "", "\n"))),
                "--run-id",
                "before");
        im("push", file("wrong.csv", GOOD + "A-3,P-00001,2026-03-01,-7.25,USD,2026-03\n"), "--run-id", "wrong");

        assertThat(im("reverse", "wrong", "--dry-run")).isZero();
        assertThat(folder.resolve(".im/reversals/reverse-wrong.csv"))
                .content()
                .contains("REV-A-2,P-00002,2026-03-01,-2.50,EUR,2026-03", "REV-A-3,P-00001,2026-03-01,7.25,USD,2026-03")
                .doesNotContain("A-1");
        assertThat(sandbox.report().credits().stored()).isEqualTo(3);

        assertThat(im("reverse", "wrong")).isZero();
        assertThat(sandbox.report().credits().stored()).isEqualTo(5);
        assertThat(sandbox.credit("REV-A-2")).isPresent();
        assertThat(im("reverse", "wrong")).isZero();
        assertThat(sandbox.report().credits().stored()).isEqualTo(5);
        assertThat(im("reverse", "no-such-run")).isEqualTo(ExitStatus.USAGE);
    }

    @Test
    void a_run_whose_input_is_gone_is_not_taken_back_in_part() throws IOException {
        im("push", file("wrong.csv", GOOD), "--run-id", "wrong");
        file("wrong.csv", GOOD.replace("2.50", "2.60"));

        assertThat(im("reverse", "wrong", "--dry-run")).isNotZero();
        assertThat(folder.resolve(".im/reversals/reverse-wrong.csv")).doesNotExist();
    }

    @Test
    void open_rejects_are_those_that_no_run_has_brought_into_IM() throws IOException {
        environment.put("IM_REJECT_THRESHOLD_PERCENT", "100");
        im(
                "push",
                file("bad.csv", GOOD + "A-3,P-1,2026-03-01,x,EUR,2026-03\nA-4,P-1,2026-03-01,y,EUR,2026-03\n"),
                "--run-id",
                "bad");
        im("push", file("again.csv", GOOD + "A-3,P-1,2026-03-01,3.00,EUR,2026-03\n"), "--run-id", "again");

        assertThat(im("rejects")).isEqualTo(ExitStatus.REJECTS);
        assertThat(out.toString()).contains("A-3", "A-4");
        assertThat(im("rejects", "--open")).isEqualTo(ExitStatus.REJECTS);
        assertThat(out.toString())
                .contains("A-4", "AMOUNT_INVALID", "bad.csv:5")
                .doesNotContain("A-3");
    }

    @Test
    void a_run_that_has_ended_cannot_be_stopped_and_one_that_waits_can() throws IOException {
        im("push", file("good.csv", GOOD), "--run-id", "ended");
        assertThat(im("stop", "ended")).isEqualTo(ExitStatus.USAGE);
        assertThat(im("stop", "no-such-run")).isEqualTo(ExitStatus.USAGE);
        sandbox.set("fault", "always status 503");
        var file = file("good.csv", GOOD);
        im("push", file, "--run-id", "waits", "--once");

        assertThat(im("stop", "waits")).isZero();
        assertThat(im("push", file, "--run-id", "waits")).isEqualTo(ExitStatus.FAILED);
        assertThat(err.toString()).contains("STOPPED");
    }

    @Test
    void rotate_puts_a_new_secret_in_force_once_it_works() {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        try (var secrets = new SimulatedSecretsManager()) {
            environment.putAll(secrets.environment());
            secrets.current("v1", SandboxClient.WRITER.id(), "forgotten");
            typed = "not-the-right-one\n";
            assertThat(im("rotate", "--client", "writer", "--secret-id", "w")).isEqualTo(ExitStatus.FAILED);
            assertThat(secrets.version("AWSCURRENT")).isEqualTo("v1");
            assertThat(out.toString() + err).contains("CLIENT_REJECTED").doesNotContain("not-the-right-one");

            typed = SandboxClient.WRITER.secret() + "\n";
            assertThat(im("rotate", "--client", "writer", "--secret-id", "w")).isZero();

            assertThat(secrets.value("AWSCURRENT")).contains(SandboxClient.WRITER.id(), typed.strip());
            assertThat(secrets.version("AWSPREVIOUS")).isEqualTo("v1");
            assertThat(out.toString() + err).contains("finishSecret").doesNotContain(typed.strip());
            assertThat(im("rotate", "--client", "writer", "--secret-id", "w", "--pending"))
                    .isEqualTo(ExitStatus.FAILED);
            assertThat(err.toString()).contains("NOTHING_TO_ROTATE");
        }
    }

    @Test
    void check_says_which_step_fails_and_never_the_secret() {
        assertThat(im("check")).isZero();
        assertThat(out.toString()).contains("token").contains("ok");

        environment.put("ICM_CLIENT_SECRET", "not-the-right-one");
        assertThat(im("check")).isEqualTo(ExitStatus.FAILED);
        assertThat(out.toString()).contains("FAILED");
        assertThat(out.toString() + err).doesNotContain("not-the-right-one");
    }

    @Test
    void check_reads_one_participant_with_the_readers_own_credentials() {
        environment.put("ICM_READER_CLIENT_ID", SandboxClient.READER.id());
        environment.put("ICM_READER_CLIENT_SECRET", SandboxClient.READER.secret());

        assertThat(im("check")).isZero();
        assertThat(out.toString()).contains("participant");
    }
}
