package dev.imconnector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.sandbox.ImDialect;
import dev.imconnector.sandbox.ImSandbox;
import dev.imconnector.sandbox.SandboxOptions;
import dev.imconnector.sandbox.switches.RateSwitches;
import dev.imconnector.sandbox.token.SandboxClient;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line with a tenant. */
class TenantAtTheTerminalTest {

    private static final String MAPPING = """
            version: 1
            mappings:
              - files: "*.csv"
                fields:
                  sourceRef: {column: sourceRef}
                  participantId: {column: participantId}
                  transactionDate: {column: transactionDate, pattern: yyyy-MM-dd}
                  amount: {column: amount}
                  currencyCode: {column: currencyCode}
                  periodId: {column: periodId}
            """;

    private static final String[] FAULTS = {
        "PERIOD_UNKNOWN", "PERIOD_DATE_MISMATCH", "UNIT_TYPE_UNKNOWN", "SOURCE_REF_NOT_ADDRESSABLE"
    };

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> environment = new HashMap<>();
    private final ImSandbox sandbox = ImSandbox.start(
            SandboxOptions.defaults()
                    .withDialect(ImDialect.TENANT)
                    .withClient(new SandboxClient("no-role", "no-role-secret", Set.of()))
                    .with(RateSwitches.RATE_LIMIT, 0),
            Clock.systemUTC());

    @BeforeEach
    void hyperscaler() {
        environment.put("IM_DIALECT", "tenant");
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
                new ByteArrayInputStream(new byte[0]));
        return Im.execute(console, arguments);
    }

    @Test
    void check_reads_one_row_of_all_that_each_client_must_read() {
        assertThat(im("check")).isZero();

        assertThat(out.toString().lines().filter(line -> line.endsWith("it may read them")))
                .extracting(line -> line.replaceAll(" +", " ").replaceFirst(" ok.*", ""))
                .containsExactly(
                        "writer calendars",
                        "writer salesOrders",
                        "writer salesTransactions",
                        "writer eventTypes",
                        "writer unitTypes",
                        "writer periods",
                        "reader calendars",
                        "reader payments",
                        "reader participants",
                        "reader periods",
                        "reader credits",
                        "reader salesTransactions");
    }

    @Test
    void check_reads_pipelines_too_where_a_tenant_has_them() {
        environment.remove("IM_TOKEN_URL");
        environment.put("IM_API_URL", sandbox.legacyUrl().orElseThrow().toString());

        assertThat(im("check")).isZero();

        assertThat(out.toString().replaceAll(" +", " ")).contains("writer pipelines ok", "reader pipelines ok");
    }

    @Test
    void check_names_each_read_that_the_role_lacks() {
        environment.put("ICM_READER_CLIENT_ID", SandboxClient.WRITER.id());
        environment.put("ICM_READER_CLIENT_SECRET", SandboxClient.WRITER.secret());

        assertThat(im("check")).isEqualTo(ExitStatus.FAILED);

        assertThat(out.toString().lines().filter(line -> line.contains("FAILED")))
                .extracting(line -> line.replaceAll(" +", " "))
                .containsExactly("reader payments FAILED", "reader credits FAILED");
        assertThat(err.toString()).contains("Give the client id, or the user, a role");
    }

    @Test
    void check_tells_a_good_token_without_any_role() {
        environment.put("ICM_CLIENT_ID", "no-role");
        environment.put("ICM_CLIENT_SECRET", "no-role-secret");

        assertThat(im("check")).isEqualTo(ExitStatus.FAILED);

        assertThat(out.toString()).contains("a token was issued");
        assertThat(err.toString()).contains("a role").doesNotContain("no-role-secret");
    }

    @Test
    void check_of_a_legacy_tenant_needs_no_token() {
        environment.put("IM_API_URL", sandbox.legacyUrl().orElseThrow().toString());
        environment.remove("IM_TOKEN_URL");

        assertThat(im("check")).isZero();

        assertThat(sandbox.report().requests().tokenCalls()).isZero();
    }

    @Test
    void check_ends_with_the_first_answer_of_a_tenant_in_maintenance() {
        sandbox.set("fault", "always html on api");

        assertThat(im("check")).isEqualTo(ExitStatus.FAILED);

        assertThat(err.toString()).contains("maintenance");
        assertThat(sandbox.report().requests().of("GET /salesOrders")).isZero();
    }

    @Test
    void a_filter_in_the_words_of_the_other_dialect_is_an_error_before_the_first_request() {
        environment.put("IM_RESULTS_FILTER", "status eq 'APPROVED'");

        assertThat(im("pull", "results")).isEqualTo(ExitStatus.FAILED);

        assertThat(err.toString()).contains("status", "postPipelineRun");
        assertThat(sandbox.report().requests().total()).isZero();
    }

    @Test
    void demo_proves_it_with_a_tenant_too() {
        assertThat(im("demo", "--dialect", "tenant", "--credits", "800")).isZero();

        assertThat(out.toString())
                .contains("[ok] every good record was created", "[ok] IM's totals are the run's, to the cent")
                .contains("/mtsvc/tcmp/rest/v2")
                .doesNotContain("NOT TRUE");
    }

    private String export() throws Exception {
        return Files.writeString(folder.resolve("april.csv"), """
                        sourceRef,participantId,transactionDate,amount,currencyCode,periodId
                        good,P0000007,2026-04-15,12.50,USD,2026-04
                        wild*,P0000007,2026-04-15,12.50,USD,2026-04
                        noperiod,P0000007,2026-04-15,12.50,USD,April
                        late,P0000007,2026-05-01,12.50,USD,2026-04
                        franc,P0000007,2026-04-15,12.50,CHF,2026-04
                        """).toString();
    }

    private long writes() {
        var requests = sandbox.report().requests();
        return requests.of("POST /salesOrders") + requests.of("POST /salesTransactions");
    }

    @Test
    void a_preview_for_a_tenant_asks_nobody_and_says_what_it_has_not_checked_and_which_command_does() throws Exception {
        environment.clear();
        var file = export();

        assertThat(im("preview", file, "--dialect", "tenant")).isEqualTo(ExitStatus.FAILED);

        assertThat(out.toString())
                .contains(
                        "SOURCE_REF_NOT_ADDRESSABLE",
                        "Not checked",
                        "periodId",
                        "unit type",
                        "--ask",
                        "push",
                        "--dry-run")
                .doesNotContain("PERIOD_", "UNIT_TYPE");
        assertThat(sandbox.report().requests().total()).isZero();
        assertThat(im("preview", file)).isZero();
        assertThat(out.toString()).doesNotContain("Not checked");
    }

    @Test
    void the_dry_run_that_a_preview_suggests_names_the_same_mapping() throws Exception {
        environment.clear();
        var file = export();
        var mapping = folder.resolve("my mapping.yaml");
        Files.writeString(mapping, MAPPING);

        im("preview", file, "--dialect", "tenant", "--mapping", mapping.toString());

        assertThat(out.toString()).contains("Or: im push " + file + " --mapping '" + mapping + "' --dry-run\n");
    }

    @Test
    void a_preview_refuses_a_mapping_that_fills_what_a_transaction_does_not_have() throws Exception {
        environment.clear();
        var mapping = Files.writeString(folder.resolve("mapping.yaml"), MAPPING + """
                    additional:
                      shoeSize: {type: text, column: sourceRef}
                """);

        assertThat(im("preview", export(), "--dialect", "tenant", "--mapping", mapping.toString()))
                .isEqualTo(ExitStatus.FAILED);

        assertThat(out.toString() + err).contains("MAPPING_FIELD_UNKNOWN", "'shoeSize'");
    }

    @Test
    void a_preview_that_asks_finds_periods_and_units_that_the_tenant_does_not_have_and_writes_nothing()
            throws Exception {
        knowingTheCalendar();

        assertThat(im("preview", export(), "--ask")).isEqualTo(ExitStatus.REJECTS);

        assertThat(out.toString()).contains(FAULTS).doesNotContain("Not checked");
        assertThat(writes()).isZero();
        assertThat(sandbox.report().requests().of("GET /periods")).isEqualTo(1);
    }

    @Test
    void a_dry_run_finds_the_same_and_writes_nothing() throws Exception {
        knowingTheCalendar();

        assertThat(im("push", export(), "--dry-run", "--run-id", "dry")).isEqualTo(ExitStatus.REJECTS);

        assertThat(folder.resolve(".im/runs/dry/rejects.csv")).content().contains(FAULTS);
        assertThat(writes()).isZero();
        assertThat(sandbox.report().requests().of("GET /periods")).isEqualTo(1);
    }

    private void knowingTheCalendar() {
        environment.put("IM_EVENT_TYPE", "Order");
        environment.put("IM_CALENDAR", "Main Monthly Calendar");
        environment.put("IM_REJECT_THRESHOLD_PERCENT", "100");
    }

    @Test
    void a_preview_that_cannot_ask_says_why() throws Exception {
        environment.put("IM_EVENT_TYPE", "Sale");
        environment.put("IM_CALENDAR", "Main Monthly Calendar");

        assertThat(im("preview", export(), "--ask", "--json")).isEqualTo(ExitStatus.USAGE);

        assertThat(out.toString()).contains("SETTING_INVALID", "'Sale'");
    }

    @Test
    void what_was_pushed_is_compared_and_pulled_as_sales_transactions() throws Exception {
        environment.put("IM_REJECT_THRESHOLD_PERCENT", "50");
        environment.put("IM_EVENT_TYPE", "Order");
        environment.put("IM_CALENDAR", "Main Monthly Calendar");
        var file = Files.writeString(folder.resolve("march.csv"), """
                sourceRef,participantId,transactionDate,amount,currencyCode,periodId
                006-1,P0000007,2026-03-15,12.50,USD,2026-03
                006-2,P0000008,2026-03-31,-0.10,EUR,2026-03
                006-3,P0000008,2026-04-01,5.00,EUR,2026-03
                """);

        assertThat(im("push", file.toString())).isEqualTo(ExitStatus.REJECTS);
        assertThat(im("reconcile", file.toString())).isEqualTo(ExitStatus.REJECTS);
        assertThat(out.toString()).contains("missing");
        Files.writeString(file, Files.readString(file).replaceFirst("006-3.*\n", ""));
        assertThat(im("reconcile", file.toString())).as(out.toString()).isZero();
        assertThat(im("pull", "sales-transactions")).isZero();
        assertThat(out.toString()).contains("2");
    }

    @Test
    void a_report_of_salesforce_becomes_orders_and_transactions_by_the_mapping_of_the_documents() throws Exception {
        environment.put("IM_EVENT_TYPE", "Order");
        environment.put("IM_CALENDAR", "Main Monthly Calendar");
        var examples = Path.of("..", "docs", "mappings").toAbsolutePath().normalize();
        var export = Files.copy(
                examples.resolve("salesforce-tenant-example.csv"), folder.resolve("salesforce-tenant-20260401.csv"));

        assertThat(im(
                        "push",
                        export.toString(),
                        "--mapping",
                        examples.resolve("salesforce-tenant.yaml").toString()))
                .as("%s", out)
                .isZero();

        // USD: 12,500.00 + 2,500.50 + 999.99. EUR: 1,000,000.00 - 250.25.
        assertThat(sandbox.report().credits().totals())
                .extracting(total -> total.currencyCode() + " " + total.count() + " "
                        + total.amount().toPlainString())
                .containsExactlyInAnyOrder("EUR 2 999749.75", "USD 3 16000.49");
        var held = sandbox.credit("00k5g000001AbCeAAK").orElseThrow();
        assertThat(held.participantId()).isEqualTo("P0000002");
        assertThat(held.periodId()).isEqualTo("2026-03");
        assertThat(held.extras())
                .contains(
                        "\"productId\":\"SUP-1\"",
                        "\"poNumber\":\"4500001\"",
                        "\"genericAttribute1\":\"Acme, renewal\"",
                        "\"numberOfUnits\":{\"value\":10,\"unitType\":{\"name\":\"quantity\"",
                        "\"genericDate1\":\"2026-04-01\"",
                        "\"genericBoolean1\":true");
    }
}
