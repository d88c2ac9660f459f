package dev.imconnector.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.imconnector.sandbox.ImSandbox;
import dev.imconnector.sandbox.SandboxOptions;
import dev.imconnector.sandbox.switches.RateSwitches;
import dev.imconnector.sandbox.token.SandboxClient;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The first hour with an export and a tenant of one's own: init, preview, profiles, the question before a push. */
class FirstHourTest {

    private static final String PLAIN = """
            sourceRef,participantId,transactionDate,amount,currencyCode,periodId
            A-1,P-00001,2026-03-01,1.50,EUR,2026-03
            A-2,P-00002,2026-03-02,2.50,EUR,2026-03
            A-3,P-00002,2026-04-02,-0.25,USD,2026-04
            A-4,P-00002,31.03.2026,7,EUR,2026-03
            A-1,P-00001,2026-03-01,1.50,EUR,2026-03
            """;
    private static final String CRM = "Auftragsnummer;Verkäufer;Abschlussdatum;Betrag;Währung\r\n"
            + "4711;VK-1;31.03.2026;1.234,56;EUR\r\n"
            + "4712;VK-2;01.04.2026;99,00;EUR\r\n";

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> environment = new HashMap<>();
    private ImSandbox sandbox;

    @BeforeEach
    void start() {
        sandbox = ImSandbox.start(SandboxOptions.defaults().with(RateSwitches.RATE_LIMIT, 0), Clock.systemUTC());
        environment.put("XDG_CONFIG_HOME", folder.resolve("config").toString());
        environment.put("IM_MAX_ATTEMPTS", "1");
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private int im(String typed, String... arguments) {
        out.reset();
        err.reset();
        return Im.execute(
                new Console(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false,
                        Map.copyOf(environment),
                        folder,
                        new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8))),
                arguments);
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8).replaceAll(" +", " ");
    }

    private String noted() {
        return err.toString(StandardCharsets.UTF_8).replaceAll(" +", " ");
    }

    @Nested
    class Preview_of_a_file {

        @Test
        void shows_how_it_is_read_the_first_credits_counts_totals_and_reasons() throws IOException {
            environment.put("IM_REJECT_THRESHOLD_PERCENT", "20");

            assertThat(im("", "preview", file("a.csv", PLAIN))).isEqualTo(ExitStatus.REJECTS);

            assertThat(said())
                    .contains("Looks like CSV, comma, UTF-8, header with 6 columns")
                    .contains("{\"sourceRef\":\"A-1\",\"participantId\":\"P-00001\",\"transactionDate\":\"2026-03-01\","
                            + "\"amount\":1.50,\"currencyCode\":\"EUR\",\"periodId\":\"2026-03\"}")
                    .contains("Records 5\n to send 3\n repeated 1\n rejected 1\n")
                    .contains(" EUR 2026-03 2 4.00\n")
                    .contains(" USD 2026-04 1 -0.25\n")
                    .contains(" DATE_INVALID 1 such as a.csv, line 5: transactionDate '31.03.2026' is not a date");
            assertThat(said()).doesNotContain("would send nothing");
            assertThat(sandbox.report().requests().total()).isZero();
        }

        @Test
        void ends_with_why_a_push_would_send_nothing_by_the_rule_and_with_the_status_of_the_dry_run()
                throws IOException {
            environment.put("IM_REJECT_THRESHOLD_PERCENT", "19");
            environment.putAll(SandboxProfile.variables());
            var refused = file("a.csv", PLAIN);

            assertThat(im("", "preview", refused)).isEqualTo(ExitStatus.FAILED);

            assertThat(said())
                    .endsWith("\nA push would send nothing: 1 of 5 records are rejected, more than"
                            + " reject-threshold-percent (19) allows. Correct the export, or set"
                            + " IM_REJECT_THRESHOLD_PERCENT.\n");
            assertThat(im("", "preview", refused, "--json")).isEqualTo(ExitStatus.FAILED);
            assertThat(said())
                    .contains("\"toSend\" : 3", "\"code\" : \"TOO_MANY_REJECTED\"", "A push would send nothing");
            environment.put("IM_TOKEN_URL", sandbox.tokenUrl().toString());
            environment.put("IM_API_URL", sandbox.apiUrl().toString());
            assertThat(im("", "push", refused, "--dry-run")).isEqualTo(ExitStatus.FAILED);
            assertThat(noted()).contains("TOO_MANY_REJECTED: 1 of 5 records");
        }

        @Test
        void that_does_not_fit_says_what_a_push_would_and_points_to_init() throws IOException {
            var crm = Files.write(folder.resolve("crm.csv"), CRM.getBytes(Charset.forName("windows-1252")));

            assertThat(im("", "preview", crm.toString())).isEqualTo(ExitStatus.FAILED);

            assertThat(said()).contains("Looks like CSV, semicolon, windows-1252, header with 5 columns");
            assertThat(noted()).contains("INPUT_NOT_UTF8").contains("im init");
        }
    }

    @Nested
    class Init {

        @Test
        void writes_a_mapping_by_which_the_export_is_read_at_once() throws IOException {
            var crm = Files.write(folder.resolve("crm-20260401.csv"), CRM.getBytes(Charset.forName("windows-1252")));

            assertThat(im("", "init", crm.toString())).isZero();

            var mapping = folder.resolve("mapping.yaml");
            assertThat(Files.readString(mapping))
                    .contains("files: \"crm-*.csv\"")
                    .contains("column: \"Auftragsnummer\"")
                    .contains("column: \"Verkäufer\"")
                    .contains("pattern: dd.MM.yyyy")
                    .contains("decimal: \",\"");
            assertThat(im("", "preview", crm.toString(), "--mapping", mapping.toString()))
                    .isZero();
            assertThat(said())
                    .contains("\"sourceRef\":\"4711\",\"participantId\":\"VK-1\",\"transactionDate\":\"2026-03-31\","
                            + "\"amount\":1234.56")
                    .contains(" EUR 2026-03 1 1,234.56\n");
        }

        @Test
        void writes_a_profiles_file_that_only_its_owner_can_read_and_overwrites_nothing() throws IOException {
            assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
            var export = file("a.csv", PLAIN);

            assertThat(im("", "init", export)).isZero();
            var profiles = folder.resolve("config/im-connector/profiles.ini");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(profiles)))
                    .isEqualTo("rw-------");
            Files.writeString(profiles, "[mine]\n");

            assertThat(im("", "init", export)).isEqualTo(ExitStatus.USAGE);
            assertThat(im(
                            "",
                            "init",
                            export,
                            "--mapping",
                            folder.resolve("other.yaml").toString()))
                    .isZero();
            assertThat(Files.readString(profiles)).isEqualTo("[mine]\n");
        }
    }

    private static final String RELATIVE_MAPPING = """
            version: 1
            mappings:
              - csv: {delimiter: ";"}
                fields:
                  sourceRef: {column: "No"}
                  participantId: {column: Rep}
                  transactionDate: {column: Day}
                  amount: {column: Sum}
                  currencyCode: {constant: EUR}
                  periodId: {fromDate: yyyy-MM}
            """;

    @Nested
    class A_mapping {

        private static final String EXPORT = "No;Rep;Day;Sum\nD-1;P-1;2026-03-31;1.50\n";

        @Test
        void is_named_by_the_shell_as_a_path_too() throws IOException {
            environment.put("IM_CREDIT_MAPPING", "m.yaml");
            file("m.yaml", RELATIVE_MAPPING);

            assertThat(im("", "preview", file("a.csv", EXPORT))).as(noted()).isZero();
            assertThat(said()).contains("\"sourceRef\":\"D-1\"");
        }

        @Test
        void is_named_for_a_comparison_as_it_is_for_a_push() throws IOException {
            environment.put("IM_TOKEN_URL", sandbox.tokenUrl().toString());
            environment.put("IM_API_URL", sandbox.apiUrl().toString());
            environment.put("ICM_CLIENT_ID", SandboxClient.WRITER.id());
            environment.put("ICM_CLIENT_SECRET", SandboxClient.WRITER.secret());
            environment.put("ICM_READER_CLIENT_ID", SandboxClient.READER.id());
            environment.put("ICM_READER_CLIENT_SECRET", SandboxClient.READER.secret());
            var mapping = file("m.yaml", RELATIVE_MAPPING);
            var export = file("a.csv", EXPORT);
            assertThat(im("", "push", export, "--mapping", mapping)).as(noted()).isZero();

            assertThat(im("", "reconcile", export, "--mapping", mapping))
                    .as(said() + noted())
                    .isZero();
            assertThat(said()).contains("1 credits of the CRM with 1 of IM");
        }
    }

    @Nested
    class A_profile {

        private Path profiles(String content) throws IOException {
            var file = folder.resolve("config/im-connector/profiles.ini");
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
            return file;
        }

        private String sandboxProfile() {
            return "# mine\n[test]\nIM_TOKEN_URL = " + sandbox.tokenUrl() + "\nIM_API_URL=" + sandbox.apiUrl()
                    + "\nICM_CLIENT_ID = " + SandboxClient.WRITER.id() + "\nICM_CLIENT_SECRET = "
                    + SandboxClient.WRITER.secret() + "\nRUNS_LOCATION = "
                    + folder.resolve("runs").toUri() + "/\n\n[other]\n";
        }

        @Test
        void gives_addresses_credentials_and_locations_and_takes_none_of_the_shells() throws IOException {
            profiles(sandboxProfile());
            environment.put("ICM_CLIENT_SECRET", "the-shells-own");
            environment.put("IM_API_URL", "https://somewhere.example/api");

            assertThat(im("", "push", file("a.csv", PLAIN.replace("31.03.2026", "2026-03-31")), "--profile", "test"))
                    .as(noted())
                    .isZero();

            assertThat(sandbox.report().credits().stored()).isEqualTo(4);
            assertThat(folder.resolve("runs")).isNotEmptyDirectory();
            assertThat(said() + noted()).doesNotContain(SandboxClient.WRITER.secret());
        }

        @Test
        void is_named_by_each_command_that_is_suggested_under_it() throws IOException {
            profiles(sandboxProfile());
            var refused = file("a.csv", PLAIN);
            var good = file("good.csv", PLAIN.replace("31.03.2026", "2026-03-31"));
            var crm = file("crm.csv", CRM);
            var plain = folder.resolve("plain.yaml").toString();

            assertThat(im("", "push", refused, "--run-id", "bad", "--profile", "test"))
                    .isEqualTo(ExitStatus.FAILED);
            assertThat(noted())
                    .contains("To resume the run: im --profile test push " + refused + " --run-id bad --retry\n");

            assertThat(im("", "--profile", "test", "push", good, "--run-id", "good"))
                    .isZero();
            assertThat(im("", "reverse", "good", "--dry-run", "--profile", "test"))
                    .isZero();
            assertThat(noted()).contains("push it like any other: im --profile test push ");

            assertThat(im("", "runs", "none", "--profile", "test")).isEqualTo(ExitStatus.USAGE);
            assertThat(noted()).contains("im --profile test runs lists");

            assertThat(im("", "init", crm, "--mapping", plain, "--profile", "test"))
                    .isZero();
            assertThat(said()).contains("Next: im --profile test preview " + crm + " --mapping " + plain);
        }

        @Test
        void is_not_named_when_only_the_shell_has_its_variable() throws IOException {
            environment.put(Im.PROFILE, "other");

            im("", "init", file("crm.csv", CRM));

            assertThat(said()).contains("Next: im preview ");
        }

        @Test
        void has_paths_that_begin_where_it_is() throws IOException {
            var at = profiles(sandboxProfile()
                    .replaceAll("RUNS_LOCATION = .*", "RUNS_LOCATION = my runs/\nIM_CREDIT_MAPPING = maps/m.yaml"));
            Files.createDirectories(at.resolveSibling("maps"));
            Files.writeString(at.resolveSibling("maps/m.yaml"), RELATIVE_MAPPING);

            assertThat(im("", "push", file("a.csv", "No;Rep;Day;Sum\nD-1;P-1;2026-03-31;1.50\n"), "--profile", "test"))
                    .as(noted())
                    .isZero();

            assertThat(at.resolveSibling("my runs")).isNotEmptyDirectory();
            assertThat(sandbox.report().credits().stored()).isEqualTo(1);
        }

        @Test
        void that_is_not_there_names_those_that_are() throws IOException {
            profiles(sandboxProfile());

            assertThat(im("", "--profile", "prod", "runs")).isEqualTo(ExitStatus.USAGE);
            assertThat(noted()).contains("PROFILE_UNKNOWN").contains("there are: test, other");
        }

        @ParameterizedTest
        @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-rw-rw-"})
        void that_others_can_read_or_write_is_refused_and_shown_to_nobody(String permissions) throws IOException {
            assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
            Files.setPosixFilePermissions(profiles(sandboxProfile()), PosixFilePermissions.fromString(permissions));

            assertThat(im("", "runs", "--profile", "test")).isEqualTo(ExitStatus.USAGE);
            assertThat(noted())
                    .contains("PROFILES_OPEN")
                    .contains("chmod 600")
                    .doesNotContain(SandboxClient.WRITER.secret());
        }

        @ParameterizedTest
        @CsvSource(delimiter = '#', textBlock = """
                ICM_CLIENT_SECRET = s3cret-x   # line 1, it stands before the first [name]
                [a]|s3cret-x                   # line 2, it is not VARIABLE = value
                [a]|ICM_CLIENT_SECRT=s3cret-x  # line 2, 'ICM_CLIENT_SECRT' is not known
                [a]|s3cret-x=1                 # line 2, the name is not known
                [a]|ICM_CLIENT_SECRET=         # line 2, ICM_CLIENT_SECRET has no value
                [a]|ICM_CLIENT_ID=a|ICM_CLIENT_ID=s3cret-x # line 3, ICM_CLIENT_ID is there twice
                [a]|[a]                        # line 2, the profile is there twice
                [a b]                          # line 1, it is not a name of a profile
                """)
        void that_is_written_wrong_says_where_without_showing_the_line(String content, String message)
                throws IOException {
            profiles(content.replace('|', '\n'));

            assertThat(im("", "runs", "--profile", "a")).isEqualTo(ExitStatus.USAGE);
            assertThat(noted()).contains(message).doesNotContain("s3cret-x");
        }

        @Test
        void without_a_file_says_where_it_was_looked_for() {
            assertThat(im("", "runs", "--profile", "a")).isEqualTo(ExitStatus.USAGE);
            assertThat(noted()).contains("PROFILES_MISSING").contains("profiles.ini");
        }
    }

    @Nested
    class A_push_to_another_host {

        @BeforeEach
        void elsewhere() {
            environment.put("IM_TOKEN_URL", "https://127.0.0.1:1/token");
            environment.put("IM_API_URL", "https://im.invalid/api");
            environment.put("ICM_CLIENT_ID", "id");
            environment.put("ICM_CLIENT_SECRET", "a-secret-of-mine");
            environment.put("IM_REJECT_THRESHOLD_PERCENT", "50");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "no\n", "y\n"})
        void says_host_file_count_and_totals_and_without_a_yes_sends_nothing(String typed) throws IOException {
            var conflict = "A-9,P-1,2026-03-01,1000,EUR,2026-03\nA-9,P-1,2026-03-01,2000,EUR,2026-03\n";
            assertThat(im(typed, "push", file("a.csv", PLAIN + conflict), "--json"))
                    .isEqualTo(ExitStatus.USAGE);

            assertThat(noted())
                    .contains("Push to im.invalid (https://im.invalid/api)")
                    .contains("a.csv")
                    .contains("to send 3")
                    .contains("rejected 3")
                    .contains("CONFLICTING_SOURCE_REF 2 such as a.csv, line 7")
                    .contains("EUR 2026-03 2 4.00")
                    .contains("Nothing was sent")
                    .doesNotContain("a-secret-of-mine");
            assertThat(said()).isEmpty();
            assertThat(folder.resolve(".im/runs")).doesNotExist();
        }

        @Test
        void goes_on_after_a_yes_or_with_the_option() throws IOException {
            environment.put("IM_TOKEN_URL", sandbox.tokenUrl().toString());
            environment.put("ICM_CLIENT_ID", SandboxClient.WRITER.id());
            environment.put("ICM_CLIENT_SECRET", "wrong");

            assertThat(im("yes\n", "push", file("a.csv", PLAIN), "--run-id", "a"))
                    .isEqualTo(ExitStatus.FAILED);
            assertThat(noted() + said()).contains("CLIENT_REJECTED");
            assertThat(im("", "push", file("a.csv", PLAIN), "--run-id", "b", "--yes"))
                    .isEqualTo(ExitStatus.FAILED);
            assertThat(noted() + said()).contains("CLIENT_REJECTED").doesNotContain("Type yes");
        }

        @Test
        void does_not_ask_for_a_dry_run() throws IOException {
            assertThat(im("", "push", file("a.csv", PLAIN), "--dry-run")).isEqualTo(ExitStatus.REJECTS);
            assertThat(noted()).doesNotContain("Type yes");
        }
    }
}
