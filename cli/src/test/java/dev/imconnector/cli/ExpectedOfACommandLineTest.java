package dev.imconnector.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.run.RunRecords;
import dev.imconnector.sandbox.ImSandbox;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people expect of a command line because others do it so. */
class ExpectedOfACommandLineTest {

    private static final String GOOD = """
            sourceRef,participantId,transactionDate,amount,currencyCode,periodId
            A-1,P0000001,2026-03-01,1000.50,EUR,2026-03
            A-2,P0000002,2026-03-01,2000.25,EUR,2026-03
            """;

    @TempDir
    Path folder;

    private final ImSandbox sandbox = Terminal.sandbox();

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private Terminal terminal() {
        return new Terminal(folder).at(sandbox);
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    private static JsonNode json(Terminal terminal) throws IOException {
        return RunRecords.json().readTree(terminal.out());
    }

    @Nested
    class Help {

        @Test
        void has_every_command_in_one_group_sorted() {
            var grouped = new ArrayList<String>();
            CommandGroups.ALL.values().forEach(grouped::addAll);
            var commands = new TreeSet<String>();
            Im.commandLine(Console.real()).getSubcommands().forEach((name, command) -> {
                if (!command.getCommandSpec().usageMessage().hidden()) {
                    commands.add(name);
                }
            });

            assertThat(grouped).containsExactlyInAnyOrderElementsOf(commands);
            assertThat(CommandGroups.ALL.values())
                    .allSatisfy(names -> assertThat(names).isSorted());
        }

        @Test
        void shows_the_groups_and_a_sentence_for_each_command() {
            var terminal = terminal();

            assertThat(terminal.im("--help")).isZero();

            assertThat(terminal.out())
                    .contains("Send credits:", "Set up and get help:")
                    .containsPattern("\n  push +Pushes a file of credits into IM")
                    .contains("Exit status: 0 ")
                    .doesNotContain("warm-up", "%n");
        }

        @Test
        void reads_in_full_only_what_the_words_can_call() {
            assertThat(wanted("--help")).isEmpty();
            assertThat(wanted("push", "credits.csv")).containsExactly("push");
            assertThat(wanted("--profile", "test", "runs", "--json")).containsExactly("runs");
            assertThat(wanted("help", "pull")).containsExactly("help", "pull");
            assertThat(wanted("pusch", "credits.csv")).contains("push", "pull", "stack");
            assertThat(wanted("push", "@words-in-a-file")).contains("pull");
            assertThat(wanted("completion")).contains("pull");
        }

        private static List<String> wanted(String... words) {
            return CommandGroups.ALL.values().stream()
                    .flatMap(List::stream)
                    .filter(Commands.among(words))
                    .sorted()
                    .toList();
        }

        @Test
        void of_the_version_names_what_run_records_name() throws IOException {
            var terminal = terminal();
            terminal.im("push", file("good.csv", GOOD), "--json");
            var version = json(terminal).path("version").textValue();

            assertThat(terminal.im("--version")).isZero();
            assertThat(terminal.out())
                    .startsWith("im " + version + System.lineSeparator())
                    .contains("Java ");
        }

        @Test
        void completes_commands_and_options() {
            var terminal = terminal();

            assertThat(terminal.im("completion")).isZero();
            assertThat(terminal.out()).startsWith("#!").contains("reconcile", "--run-id", "--orderby");
        }
    }

    @Nested
    class Wrong_usage {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "push                                  | Missing required parameter: 'FILE'",
                    "push nofile.csv                       | There is no file nofile.csv",
                    "push a.csv --mapping none.yaml        | There is no mapping file none.yaml",
                    "preview nofile.csv                    | There is no file nofile.csv",
                    "pull foo                              | IM has no entity 'foo': choose one of results",
                    "pull results --format xml             | expected one of [jsonl, csv]",
                    "pull results --out a.csv --format jsonl | does not fit",
                    "pull results --out - --json           | both want the standard output",
                    "push --no-such-option a.csv           | Unknown option: '--no-such-option'",
                    "pusch                                 | Did you mean",
                })
        void is_said_in_a_few_lines_and_ends_with_2(String words, String said) {
            var terminal = terminal();

            assertThat(terminal.im(words.split(" +"))).isEqualTo(ExitStatus.USAGE);

            assertThat(terminal.err()).contains(said).contains("Try: im").doesNotContain("Usage:");
            assertThat(terminal.err().lines().count()).isLessThanOrEqualTo(4);
            assertThat(terminal.out()).isEmpty();
            assertThat(sandbox.report().requests().total()).isZero();
        }

        @Test
        void of_a_terminal_that_was_called_by_a_path_suggests_that_path() {
            var terminal = terminal().with("IM_COMMAND", "./im");

            terminal.im("push");

            assertThat(terminal.err()).contains("Try: ./im push --help");
        }
    }

    @Nested
    class The_folder_of_runs {

        @Test
        void is_found_upwards_from_the_folder_where_somebody_is() throws IOException {
            terminal().im("push", file("good.csv", GOOD), "--run-id", "first");
            var below = Files.createDirectories(folder.resolve("exports/march"));

            var terminal = terminal().in(below);
            assertThat(terminal.im("runs")).isZero();

            assertThat(terminal.out()).contains("first");
            assertThat(terminal.err()).contains(folder.resolve(".im/runs").toString());
            assertThat(below.resolve(".im")).doesNotExist();
        }

        @Test
        void is_named_where_there_is_none_yet() {
            var terminal = terminal();

            assertThat(terminal.im("runs")).isZero();

            assertThat(terminal.err())
                    .contains("no runs yet", folder.resolve(".im/runs").toString());
        }
    }

    @Nested
    class What_comes_through_a_pipe {

        @Test
        void is_pushed_and_the_same_again_is_the_same_run() throws IOException {
            var terminal = terminal().pipe(GOOD);

            assertThat(terminal.im("push", "-", "--json")).as(terminal.err()).isZero();
            var first = json(terminal);
            assertThat(terminal.im("push", "-")).isZero();

            assertThat(first.path("created").asInt()).isEqualTo(2);
            assertThat(Path.of(URI.create(first.path("input").get(0).path("uri").asText())))
                    .hasFileName("stdin.csv")
                    .hasContent(GOOD.strip());
            assertThat(terminal.err()).contains("already complete");
            assertThat(sandbox.report().requests().of("POST /credits/batch")).isEqualTo(1);
        }

        @Test
        void may_be_JSON_lines_or_have_a_name_of_its_own() throws IOException {
            var line = "{\"sourceRef\":\"J-1\",\"participantId\":\"P0000001\",\"transactionDate\":\"2026-03-01\","
                    + "\"amount\":1.5,\"currencyCode\":\"EUR\",\"periodId\":\"2026-03\"}\n";

            assertThat(terminal().pipe(line).im("push", "-")).isZero();
            assertThat(terminal().pipe(GOOD).im("push", "-", "--as", "deals.csv"))
                    .isZero();

            assertThat(sandbox.credit("J-1")).isPresent();
            try (var kept = Files.walk(folder.resolve(".im/inputs"))) {
                assertThat(kept.map(each -> each.getFileName().toString())).contains("stdin.jsonl", "deals.csv");
            }
        }

        @Test
        void is_previewed_and_not_kept() {
            var terminal = terminal().pipe(GOOD);

            assertThat(terminal.im("preview", "-")).isZero();

            assertThat(terminal.out()).contains("to send", "3,000.75");
            assertThat(folder.resolve(".im")).doesNotExist();
        }

        @Test
        void leaves_nobody_to_be_asked_so_another_host_needs_a_yes() {
            var terminal =
                    terminal().with("IM_API_URL", "https://im.invalid/api").pipe(GOOD);

            assertThat(terminal.im("push", "-")).isEqualTo(ExitStatus.USAGE);
            assertThat(terminal.err()).contains("--yes");
        }
    }

    @Nested
    class A_run {

        @Test
        void is_named_before_anything_else() throws IOException {
            var terminal = terminal();

            terminal.im("push", file("good.csv", GOOD));

            assertThat(terminal.err().lines().findFirst())
                    .hasValueSatisfying(line -> assertThat(line).matches("Run push-.*, kept in .*/\\.im/runs/push-.*"));
        }

        @Test
        void that_was_complete_already_says_so_and_sends_nothing() throws IOException {
            var terminal = terminal();
            terminal.im("push", file("good.csv", GOOD));
            assertThat(terminal.err()).doesNotContain("already complete");

            assertThat(terminal.im("push", folder.resolve("good.csv").toString()))
                    .isZero();

            assertThat(terminal.err()).containsPattern("already complete at 20..-..-..T..:..:..Z; nothing was sent");
            assertThat(sandbox.report().requests().of("POST /credits/batch")).isEqualTo(1);
        }

        @Test
        void that_has_failed_says_the_command_that_goes_on() throws IOException {
            var terminal = terminal();
            sandbox.set("fault", "always status 403 on batch");

            assertThat(terminal.im("push", file("my good.csv", GOOD), "--run-id", "night"))
                    .isEqualTo(ExitStatus.FAILED);

            assertThat(terminal.err())
                    .contains(
                            "To resume the run: im push '" + folder.resolve("my good.csv") + "' --run-id night --retry")
                    .doesNotContain("\"retry\"");
        }

        @Test
        void of_what_it_cannot_do_shows_why_and_no_empty_record() throws IOException {
            var terminal = terminal().with("IM_BATCH_SIZE", "0");

            assertThat(terminal.im("push", file("good.csv", GOOD))).isEqualTo(ExitStatus.USAGE);

            assertThat(terminal.out()).isEmpty();
            assertThat(terminal.err()).containsOnlyOnce("SETTING_INVALID").doesNotContain("null");
        }
    }

    @Nested
    class The_profile_of_the_sandbox {

        @Test
        void needs_no_file_and_names_the_port_of_im_sandbox() {
            var chosen =
                    new Profiles(folder.resolve("none.ini")).apply("sandbox", Map.of("IM_API_URL", "https://prod"));

            assertThat(chosen)
                    .containsEntry("IM_API_URL", "http://127.0.0.1:8484/successfactors/im")
                    .containsEntry("ICM_CLIENT_ID", "sandbox-writer");
        }

        @Test
        void keeps_what_is_the_programs_own() {
            var chosen = new Profiles(folder.resolve("none.ini"))
                    .apply("sandbox", Map.of("IM_COMMAND", "./im", "IM_BATCH_SIZE", "7", "HOME", "/home/me"));

            assertThat(chosen)
                    .containsEntry("IM_COMMAND", "./im")
                    .containsKey("HOME")
                    .doesNotContainKey("IM_BATCH_SIZE");
        }
    }

    @Nested
    class Json {

        @Test
        void of_a_preview_has_counts_totals_and_reasons() throws IOException {
            var terminal = terminal();
            var file = file("some.csv", GOOD + "A-3,P0000001,2026-03-01,x,EUR,2026-03\n");
            terminal.with("IM_REJECT_THRESHOLD_PERCENT", "50");

            assertThat(terminal.im("preview", file, "--json")).isEqualTo(ExitStatus.REJECTS);

            var preview = json(terminal);
            assertThat(preview.path("toSend").asInt()).isEqualTo(2);
            assertThat(preview.path("totals").get(0).path("amount").decimalValue())
                    .isEqualByComparingTo("3000.75");
            assertThat(preview.path("reasons").get(0).path("code").asText()).isEqualTo("AMOUNT_INVALID");
            assertThat(preview.path("first").get(0).path("sourceRef").asText()).isEqualTo("A-1");
        }

        @Test
        void of_a_preview_that_cannot_be_has_the_error() throws IOException {
            var terminal = terminal();

            assertThat(terminal.im("preview", file("bad.csv", "a,b\n1,2\n"), "--json"))
                    .isEqualTo(ExitStatus.FAILED);

            assertThat(json(terminal).path("error").path("code").asText()).isEqualTo("HEADER_INVALID");
        }

        @Test
        void of_rejects_has_records_of_too_few_columns_as_well() throws IOException {
            var terminal = terminal().with("IM_REJECT_THRESHOLD_PERCENT", "100");
            terminal.im("push", file("bad.csv", GOOD + "Generated by the CRM\n"), "--run-id", "bad");

            assertThat(terminal.im("rejects", "--json")).as(terminal.err()).isEqualTo(ExitStatus.REJECTS);

            assertThat(terminal.out().lines()).hasSize(1);
            assertThat(json(terminal).path("code").asText()).isEqualTo("FIELD_COUNT");
        }

        @Test
        void of_rejects_is_a_line_for_each() throws IOException {
            var terminal = terminal().with("IM_REJECT_THRESHOLD_PERCENT", "100");
            terminal.im("push", file("bad.csv", GOOD + "A-3,P1,2026-03-01,x,EUR,2026-03\n"), "--run-id", "bad");

            assertThat(terminal.im("rejects", "--json")).isEqualTo(ExitStatus.REJECTS);

            assertThat(terminal.out().lines()).hasSize(1);
            var reject = json(terminal);
            assertThat(reject.path("runId").asText()).isEqualTo("bad");
            assertThat(reject.path("file").asText()).endsWith("/bad.csv");
            assertThat(reject.path("line").asInt()).isEqualTo(4);
            assertThat(reject.path("sourceRef").asText()).isEqualTo("A-3");
            assertThat(reject.path("code").asText()).isEqualTo("AMOUNT_INVALID");
            assertThat(reject.path("reason").asText()).contains("'x'");
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void of_a_reversal_has_file_sums_and_the_run_if_one_was_made(boolean isDry) throws IOException {
            var terminal = terminal();
            terminal.im("push", file("good.csv", GOOD), "--run-id", "wrong");

            var status = isDry
                    ? terminal.im("reverse", "wrong", "--json", "--dry-run")
                    : terminal.im("reverse", "wrong", "--json");

            assertThat(status).isZero();
            var answer = json(terminal);
            assertThat(answer.path("reversals").asInt()).isEqualTo(2);
            assertThat(answer.path("sums").path("EUR").decimalValue()).isEqualByComparingTo("-3000.75");
            assertThat(answer.path("run").path("status").asText()).isEqualTo(isDry ? "" : "COMPLETED");
            assertThatCode(() -> Path.of(answer.path("file").asText())).doesNotThrowAnyException();
        }

        @Test
        void of_a_stop_is_the_record() throws IOException {
            var terminal = terminal();
            sandbox.set("fault", "always status 503");
            terminal.im("push", file("good.csv", GOOD), "--run-id", "waits", "--once");

            assertThat(terminal.im("stop", "waits", "--json")).isZero();

            assertThat(json(terminal).path("status").asText()).isEqualTo("INCOMPLETE");
        }
    }
}
