package dev.imconnector.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.sandbox.token.SandboxClient;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The stack that {@code im stack deploy --dialect tenant} makes: the night, the pull and the comparison with a simulated
 * tenant, by their workflows; the HTTP API; and {@code im check --stack}, green and red.
 */
class TenantStackIT {

    private static final int CREDITS = 250;
    private static final Set<String> WRITES = Set.of("POST", "PUT", "PATCH", "DELETE");

    /** What a push reads beside what it writes: what credits are judged and sent by, and whether they are there already. */
    private static final Set<String> READS_OF_THE_WRITER = Set.of(
            "GET /eventTypes",
            "GET /calendars",
            "GET /unitTypes",
            "GET /periods",
            "GET /salesOrders",
            "GET /salesTransactions");

    private static final String MAPPING = """
            version: 1
            mappings:
              - files: "*.csv"
                fields:
                  sourceRef: {column: Deal}
                  participantId: {column: Owner}
                  transactionDate: {column: Closed}
                  amount: {column: Amount}
                  currencyCode: {column: Currency}
                  periodId: {fromDate: yyyy-MM}
                additional:
                  productId: {column: Product, type: text}
                  genericAttribute1: {column: Customer, type: text}
            """;

    @TempDir
    private static Path folder;

    private static TenantStack tenant;

    private final Exports.Night night = Exports.night();

    @BeforeAll
    static void deploy() throws Exception {
        tenant = TenantStack.deploy(Stack.application(), folder);
        tenant.put("config/mapping.yaml", MAPPING);
        tenant.mail().confirm();
    }

    @AfterAll
    static void stopTheTenant() throws IOException {
        if (tenant != null) {
            tenant.close();
        }
    }

    @BeforeEach
    void credentials() {
        tenant.withCredentials();
    }

    private String row(int number) {
        return night.ref(number) + ",P%07d,".formatted(1 + number % 200) + night.businessDate() + "," + number
                + ".05,EUR,LIC-7,\"Globex, Inc.\"\n";
    }

    /** Good credits, one that lies in no period of the tenant, and one whose key could not be asked for. */
    private void export() {
        var csv = new StringBuilder("Deal,Owner,Closed,Amount,Currency,Product,Customer\n");
        IntStream.rangeClosed(1, CREDITS).forEach(number -> csv.append(row(number)));
        csv.append(row(CREDITS + 1).replace(night.businessDate(), "2023-12-31"));
        csv.append(row(CREDITS + 2).replace(night.ref(CREDITS + 2), "WILD*"));
        tenant.put(night.key("deals.csv"), csv.toString());
    }

    private JsonNode push() {
        export();
        return tenant.succeed("CreditPushWorkflow", night.input());
    }

    @Test
    void the_night_brings_each_credit_into_the_tenant_once_and_to_the_cent_and_reads_only_what_it_must() {
        var before = tenant.requests();

        var run = push();

        assertThat(run.path("created").asInt()).isEqualTo(CREDITS);
        assertThat(run.path("rejected").asInt()).isEqualTo(2);
        assertThat(tenant.text("runs/" + night.runId() + "/rejects.csv"))
                .contains("PERIOD_UNKNOWN", "SOURCE_REF_NOT_ADDRESSABLE", "WILD*");
        var held = tenant.transactionsOf(night);
        assertThat(held).hasSize(CREDITS);
        assertThat(held.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add))
                // 1 to 250, and 250 times 5 cents
                .isEqualByComparingTo("31387.50");
        assertThat(tenant.requestsSince(before)).as("each request of the night").satisfies(sent -> {
            var reads = new TreeSet<>(sent.keySet());
            reads.removeIf(route -> !route.startsWith("GET "));
            assertThat(READS_OF_THE_WRITER).containsAll(reads);
            assertThat(sent)
                    .containsEntry("POST /oauth2/token", 1L)
                    .containsEntry("POST /salesOrders", 3L)
                    .containsEntry("POST /salesTransactions", 3L);
        });

        var again = tenant.succeed("CreditPushWorkflow", night.input().replace("}", ",\"runId\":\"again\"}"));

        assertThat(again.path("alreadyPresent").asInt()).isEqualTo(CREDITS);
        assertThat(tenant.transactionsOf(night)).isEqualTo(held);
    }

    @Test
    void what_the_reader_may_do_its_functions_cannot_do_more_of_even_with_credentials_that_may_write()
            throws Exception {
        push();
        tenant.putReader(new SandboxClient("all-rights", "secret", Set.of("im.read", "im.write")));
        var before = tenant.requests();

        pulled();
        compared();
        assertThat(tenant.send("GET", "/sales-transactions?$top=1", null).status())
                .isEqualTo(200);
        for (var event : List.of("write-credits", "write-pipeline-run", "write-participant", "write-quota")) {
            var answer = tenant.invoke("ReadApiFunction", event);
            assertThat(answer.path("statusCode").asInt()).as(answer.toString()).isEqualTo(404);
        }

        var writes = new TreeSet<>(tenant.requestsSince(before).keySet());
        writes.removeIf(route -> !WRITES.contains(route.split(" ")[0]));
        assertThat(writes).containsOnly("POST /oauth2/token");
    }

    /** Of February and March, by the usual filter; trial runs are not settled. */
    private void pulled() throws IOException {
        var output = tenant.succeed("ResultsPullWorkflow", "{\"scheduledTime\":\"2026-03-02T05:45:00Z\"}");

        var results = "results/results/" + output.path("runId").asText() + "/";
        var rows = new TreeSet<String>();
        for (var part : AwsCalls.json(tenant.text(results + "manifest.json")).path("parts")) {
            tenant.gunzipped(results + part.path("name").asText())
                    .lines()
                    .map(line -> AwsCalls.json(line).path("paymentSeq").asText())
                    .forEach(rows::add);
        }
        assertThat(rows).isNotEmpty().isEqualTo(tenant.postedPayments("2026-02", "2026-03"));
        assertThat(output.path("rows").asInt()).isEqualTo(rows.size());
    }

    /** The night's file has two rows that are not in the tenant. */
    private void compared() {
        var output = tenant.succeed("ReconcileWorkflow", night.input().replace("}", ",\"ignoreExtra\":true}"));

        assertThat(output.at("/differences/missing").asInt()).isEqualTo(2);
        assertThat(output.at("/differences/changedAmount").asInt()).isZero();
    }

    @Test
    void a_pipeline_is_refused_of_a_hyperscaler_and_in_a_legacy_tenant_started_once_and_followed() throws Exception {
        tenant.set("pipeline-seconds", "3600");
        var body = "{\"stage\":\"CompensateAndPay\",\"period\":\"2026-04\"}";
        var before = tenant.requests();

        assertThat(tenant.send("POST", "/pipeline-runs", body).status()).isEqualTo(501);
        assertThat(tenant.requestsSince(before)).isEmpty();

        tenant.asLegacy(List.of("WriteApiFunction", "ReadApiFunction"), () -> {
            var started = tenant.send("POST", "/pipeline-runs", body);
            var again = tenant.send("POST", "/pipeline-runs", body);

            assertThat(started.status()).as(started.toString()).isEqualTo(202);
            assertThat(again.status()).as(again.toString()).isEqualTo(409);
            assertThat(again.body().path("error").asText()).isEqualTo("PIPELINE_RUNNING");
            var run = tenant.send("GET", started.body().path("path").asText(), null);
            assertThat(run.body().path("state").asText()).as(run.toString()).isEqualTo("RUNNING");
        });
        assertThat(tenant.requestsSince(before))
                .containsEntry("POST /pipelines", 1L)
                .doesNotContainKey("POST /oauth2/token");
    }

    @Test
    void nothing_is_missing_and_each_client_is_seen_to_read_what_it_must() throws Exception {
        export();

        var answer = tenant.check(night);

        assertThat(answer.missing()).as(answer.said()).isEmpty();
        assertThat(answer.status()).isZero();
        assertThat(answer.of("writer").path("detail").asText())
                .contains(
                        "/oauth2/token; reads calendars, salesOrders, salesTransactions, eventTypes, unitTypes, periods");
        assertThat(answer.of("reader").path("detail").asText()).contains("payments", "credits", "salesTransactions");
        assertThat(answer.of("export").path("detail").asText())
                .contains(CREDITS + " credits would be sent (31387.50 EUR), 2 rejected");
    }

    @Test
    void what_a_role_lacks_is_named_and_so_is_a_setting() throws Exception {
        tenant.putReader(new SandboxClient("no-results", "secret", Set.of("im.write")));
        tenant.putWriter(new SandboxClient("no-role", "secret", Set.of()));
        export();

        var answer = tenant.check(night);

        answer.misses("reader", "does not let this client read payments, credits: GET /mtsvc/tcmp/rest/v2/payments");
        answer.misses("writer", "read calendars, salesOrders, salesTransactions, eventTypes, unitTypes, periods");
        answer.misses("export", "IM_FORBIDDEN");
        assertThat(answer.of("reader").at("/missing/fix").asText()).contains("a role");
    }

    @Test
    void an_address_of_another_dialect_is_an_error_before_the_first_request() throws Exception {
        var before = tenant.requests();

        assertThat(tenant.checkWriter("/successfactors/im")).contains("SETTING_INVALID", "IM_API_URL", "dialect");
        assertThat(tenant.requestsSince(before)).isEmpty();
    }
}
