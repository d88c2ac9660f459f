package dev.imconnector.cli.pull;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.lambda.Handlers;
import dev.imconnector.metrics.RunMetrics;
import dev.imconnector.problem.Problem;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunRecords;
import dev.imconnector.run.RunStatus;
import dev.imconnector.sandbox.ImDialect;
import dev.imconnector.sandbox.ImSandbox;
import dev.imconnector.sandbox.SandboxOptions;
import dev.imconnector.sandbox.switches.RateSwitches;
import dev.imconnector.sandbox.switches.ReadSwitches;
import dev.imconnector.sandbox.token.SandboxClient;
import dev.imconnector.testkit.Invocation;
import dev.imconnector.testkit.SettableClock;
import dev.imconnector.testkit.VirtualTime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pulls from a simulated tenant, over sockets and into files: all rows, each once, as IM wrote them, or an error. */
class TenantPullTest {

    private static final String EXPANDED = "&expand=payee,position,period&orderBy=paymentSeq";
    private static final String TWO_MONTHS =
            "$filter=period/name%20eq%20%272026-02%27%20or%20period/name%20eq%20%272026-03%27";

    @TempDir
    private Path home;

    private final SettableClock clock = new SettableClock();
    private final ImSandbox sandbox = ImSandbox.start(
            SandboxOptions.defaults()
                    .withDialect(ImDialect.TENANT)
                    .with(RateSwitches.RATE_LIMIT, 0)
                    .with(RateSwitches.RETRY_AFTER, "0")
                    .with(ReadSwitches.RESULTS, 2_000),
            clock);
    private final Map<String, String> environment = new HashMap<>();

    {
        environment.put("IM_DIALECT", "tenant");
        environment.put("IM_TOKEN_URL", sandbox.tokenUrl().toString());
        environment.put("IM_API_URL", sandbox.apiUrl().toString());
        environment.put("ICM_CLIENT_ID", SandboxClient.READER.id());
        environment.put("ICM_CLIENT_SECRET", SandboxClient.READER.secret());
        environment.put("IM_REQUESTS_PER_MINUTE", "0");
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private RunRecord pull(ObjectNode event) {
        environment.put("RUNS_LOCATION", home.resolve("runs").toUri() + "/");
        environment.put("RESULTS_LOCATION", home.resolve("results").toUri() + "/");
        var handler = Handlers.pull(environment, new VirtualTime(clock).platform(), RunMetrics.NONE);
        return Invocation.of(Duration.ofMinutes(2)).run(handler, event.toString());
    }

    private static ObjectNode event(String runId) {
        return RunRecords.json().createObjectNode().put("runId", runId);
    }

    private List<String> pulled(RunRecord run, String entity) throws IOException {
        assertThat(run.error()).isEmpty();
        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        var folder = PulledFolder.of(home, entity, run.id());
        var lines = new ArrayList<String>();
        for (var part : folder.parts()) {
            try (var in =
                    new GZIPInputStream(Files.newInputStream(folder.folder().resolve(part)))) {
                lines.addAll(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .toList());
            }
        }
        assertThat(lines).hasSize((int) folder.rows());
        return lines;
    }

    private List<String> truth(String resource, String query) throws IOException {
        var out = new ByteArrayOutputStream();
        sandbox.writeRows(resource, query, out);
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private List<String> postedOf(String query) throws IOException {
        return truth("payments", query + EXPANDED).stream()
                .filter(row -> row.contains("\"postPipelineRun\""))
                .toList();
    }

    private static JsonNode json(String row) {
        try {
            return RunRecords.json().readTree(row);
        } catch (IOException e) {
            throw new IllegalStateException(row, e);
        }
    }

    /** The rows without what was added to them. */
    private static List<String> asIMWroteThem(List<String> rows) {
        return rows.stream()
                .map(row -> row.replaceFirst(",\"participantId\":\"P[0-9]+\",\"periodId\".*", "}"))
                .toList();
    }

    private void useLegacy() {
        environment.put("IM_API_URL", sandbox.legacyUrl().orElseThrow().toString());
        environment.remove("IM_TOKEN_URL");
        environment.put("ICM_CLIENT_ID", SandboxClient.USER.id());
        environment.put("ICM_CLIENT_SECRET", SandboxClient.USER.secret());
    }

    @Test
    void the_posted_payments_of_the_current_and_the_previous_month_come_as_IM_wrote_them() throws IOException {
        var rows = pulled(pull(event("usual")), "results");

        assertThat(asIMWroteThem(rows)).isEqualTo(postedOf(TWO_MONTHS)).hasSizeGreaterThan(200);
        assertThat(rows).allSatisfy(row -> {
            var each = json(row);
            assertThat(each.get("participantId")).isEqualTo(each.at("/payee/payeeId"));
            assertThat(each.get("periodId")).isEqualTo(each.at("/period/name"));
            assertThat(each.get("currencyCode")).isEqualTo(each.at("/value/unitType/name"));
            assertThat(each.get("payoutAmount").decimalValue())
                    .isEqualByComparingTo(each.at("/value/value").decimalValue());
            assertThat(each.get("status").textValue()).isEqualTo("POSTED");
        });
    }

    @Test
    void the_sums_of_the_manifest_are_those_of_the_rows_to_the_last_digit() throws IOException {
        var run = pull(event("sums"));

        var sums = new TreeMap<String, BigDecimal>();
        for (var row : postedOf(TWO_MONTHS)) {
            sums.merge(
                    json(row).at("/value/unitType/name").textValue(),
                    new BigDecimal(json(row).at("/value/value").asText()),
                    BigDecimal::add);
        }
        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        var manifest = PulledFolder.of(home, "results", "sums").manifest().toString();
        sums.forEach((currency, sum) -> assertThat(manifest)
                .contains(currency)
                .contains(sum.stripTrailingZeros().toPlainString()));
    }

    @Test
    void a_legacy_tenant_is_asked_with_user_and_password_and_shows_the_same() throws IOException {
        var rows = pulled(pull(event("hyperscaler")), "results");
        useLegacy();
        var legacy = pulled(pull(event("legacy")), "results");

        assertThat(legacy.stream().map(TenantPullTest::added))
                .isEqualTo(rows.stream().map(TenantPullTest::added).toList());
        assertThat(legacy.get(0)).contains("\"logicalKeys\"");
        assertThat(sandbox.report().requests().tokenCalls()).isEqualTo(1);
    }

    private static String added(String row) {
        return row.replaceFirst(".*(,\"participantId\":\"P[0-9]+\",\"periodId\".*)", "$1");
    }

    @Test
    void trial_rows_come_too_when_that_is_set_and_every_period_when_that_is() throws IOException {
        environment.put("IM_RESULTS_STATUS", "all");
        environment.put("IM_RESULTS_PERIOD", "all");

        var rows = pulled(pull(event("all")), "results");

        assertThat(rows).hasSize(2_000);
        assertThat(asIMWroteThem(rows)).isEqualTo(truth("payments", EXPANDED.substring(1)));
        assertThat(rows.stream().filter(row -> row.endsWith("\"status\":\"TRIAL\"}")))
                .hasSizeGreaterThan(200);
    }

    @ParameterizedTest
    @CsvSource({
        "participants, participants, orderBy=payeeSeq, statusIsComputed",
        "comp-plans, plans, orderBy=ruleElementOwnerSeq&expand=calendar, ",
        "quotas, quotas, 'orderBy=quotaSeq&expand=calendar,unitType', ",
        "credits, credits, orderBy=creditSeq, ",
        "sales-transactions, salesTransactions, orderBy=salesTransactionSeq, ",
        "periods, periods, 'orderBy=periodSeq&expand=periodType,calendar,parent', ",
        "positions, positions, 'orderBy=ruleElementOwnerSeq&expand=payee,plan,title,manager', ",
    })
    void every_other_entity_can_be_pulled_too(String entity, String resource, String query, String added)
            throws IOException {
        var rows = pulled(pull(event("other").put("entity", entity)), entity);

        var truth = truth(resource, query);
        assertThat(rows).hasSameSizeAs(truth);
        if (added == null) {
            assertThat(rows).isEqualTo(truth);
        } else {
            assertThat(rows).allMatch(row -> row.contains(added));
        }
    }

    @Test
    void pipeline_runs_are_pulled_where_a_tenant_lists_them_and_refused_before_a_request_where_it_does_not()
            throws IOException {
        var refused = pull(event("refused").put("entity", "pipeline-runs"));
        var requests = sandbox.report().requests().total();
        useLegacy();
        sandbox.set("reference-form", "own");
        var rows = pulled(pull(event("pulled").put("entity", "pipeline-runs")), "pipeline-runs");

        assertThat(refused.error().orElseThrow().code()).isEqualTo("ENTITY_MISSING");
        assertThat(requests).isZero();
        assertThat(rows).isNotEmpty().isEqualTo(truth("pipelines", "orderBy=pipelineRunSeq&expand=period"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"absolute", "foreign", "other-resource"})
    void a_link_that_leads_elsewhere_is_not_followed(String form) {
        sandbox.set("next-form", form);

        hasFailed(pull(event("elsewhere")), "NEXT_LINK_REFUSED");
    }

    private void hasFailed(RunRecord run, String code) {
        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.error().map(Problem::code)).contains(code);
        assertThat(home.resolve("results/results/" + run.id() + "/manifest.json"))
                .doesNotExist();
    }

    @Test
    void a_link_to_the_same_page_again_is_a_loop() {
        sandbox.set("next-form", "same");

        hasFailed(pull(event("loop")), "NEXT_LINK_LOOPS");
    }

    @Test
    void rows_that_come_twice_because_pages_shift_are_found_out() {
        sandbox.set("page-drift", "repeated");

        hasFailed(pull(event("drift")), "ROWS_REPEATED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "html",
                "garbage",
                "cut-body",
                "unauthorized",
                "status 500",
                "status 503",
                "drop-before",
                "drop-after"
            })
    void a_page_that_fails_is_asked_for_again(String fault) throws IOException {
        sandbox.set("fault", "nth 3 " + fault + " on read:payments");

        assertThat(asIMWroteThem(pulled(pull(event("fault")), "results"))).isEqualTo(postedOf(TWO_MONTHS));
    }

    @ParameterizedTest
    @CsvSource({
        "reference-form, legacy",
        "reference-form, both",
        "date-form, date",
        "date-form, colon-offset",
        "period-end, last-day",
        "json-charset, true",
        "default-order, shuffled",
        "expires-in-answer, none",
        "tenant-zone, Asia/Tokyo",
    })
    void what_nobody_has_seen_of_a_tenant_changes_no_row(String which, String value) throws IOException {
        var usual = pulled(pull(event("usual")), "results").stream()
                .map(TenantPullTest::added)
                .toList();
        sandbox.set(which, value);

        assertThat(pulled(pull(event("other")), "results").stream().map(TenantPullTest::added))
                .isEqualTo(usual);
    }

    @Test
    void a_field_of_another_IM_is_refused_before_anything_is_sent() {
        var run = pull(event("other-words").put("filter", "status eq 'APPROVED'"));

        hasFailed(run, "FIELD_NOT_OFFERED");
        assertThat(run.error().orElseThrow().fix()).contains("postPipelineRun");
        assertThat(sandbox.report().requests().of("GET /payments")).isZero();
    }

    @Test
    void a_filter_of_the_event_takes_the_place_of_the_periods() throws IOException {
        var rows = pulled(pull(event("filter").put("filter", "payee/payeeId eq 'P0000007'")), "results");

        assertThat(asIMWroteThem(rows))
                .isEqualTo(postedOf("$filter=payee/payeeId%20eq%20%27P0000007%27"))
                .isNotEmpty();
        assertThat(sandbox.report().requests().of("GET /periods")).isZero();
    }

    @Test
    void the_limit_of_a_hundred_rows_and_the_order_hold_whatever_is_configured() throws IOException {
        environment.put("IM_PAGE_SIZE", "1000");
        environment.put("IM_RESULTS_ORDERBY", "earningGroupId");
        sandbox.set("top-above-max", "refuse");

        assertThat(asIMWroteThem(pulled(pull(event("big")), "results"))).isEqualTo(postedOf(TWO_MONTHS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"400", "402", "403"})
    void a_client_without_a_role_is_told_what_it_lacks(String status) {
        sandbox.set("role-missing-status", status);
        environment.put("ICM_CLIENT_ID", SandboxClient.WRITER.id());
        environment.put("ICM_CLIENT_SECRET", SandboxClient.WRITER.secret());

        var run = pull(event("role"));

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.error().orElseThrow().fix()).contains("role");
    }
}
