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
import dev.imconnector.sandbox.token.SandboxClient;
import dev.imconnector.testkit.Invocation;
import dev.imconnector.testkit.SettableClock;
import dev.imconnector.testkit.VirtualTime;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The comparison of the CRM's file with what a tenant holds as sales transactions. */
class TenantReconcileTest {

    private static final String HEADER = "sourceRef,participantId,transactionDate,amount,currencyCode,periodId\n";

    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock();
    private final HttpClient http = HttpClient.newHttpClient();
    private final ImSandbox sandbox = ImSandbox.start(
            SandboxOptions.defaults().withDialect(ImDialect.TENANT).with(RateSwitches.RATE_LIMIT, 0), clock);

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private RunRecord reconcile(String runId, String crm) throws IOException {
        return reconcile(
                RunRecords.json().createObjectNode().put("runId", runId).put("credits", file(runId, crm)), Map.of());
    }

    private String file(String name, String crm) throws IOException {
        Files.createDirectories(folder.resolve("exports"));
        return Files.writeString(folder.resolve("exports/" + name + ".csv"), HEADER + crm)
                .toUri()
                .toString();
    }

    private RunRecord reconcile(ObjectNode event, Map<String, String> more) {
        var handler = Handlers.reconcile(
                environment(SandboxClient.READER, more), new VirtualTime(clock).platform(), RunMetrics.NONE);
        return Invocation.of(Duration.ofMinutes(2)).run(handler, event.toString());
    }

    private RunRecord push(String runId, String crm, Map<String, String> more) throws IOException {
        var handler = Handlers.push(environment(SandboxClient.WRITER, more), new VirtualTime(clock).platform());
        var event = RunRecords.json().createObjectNode().put("runId", runId).put("credits", file(runId, crm));
        return Invocation.of(Duration.ofMinutes(2)).run(handler, event.toString());
    }

    private Map<String, String> environment(SandboxClient client, Map<String, String> more) {
        var environment = new HashMap<String, String>();
        environment.put("IM_DIALECT", "tenant");
        environment.put("IM_EVENT_TYPE", "Order");
        environment.put("IM_CALENDAR", "Main Monthly Calendar");
        environment.put("IM_TOKEN_URL", sandbox.tokenUrl().toString());
        environment.put("IM_API_URL", sandbox.apiUrl().toString());
        environment.put("ICM_CLIENT_ID", client.id());
        environment.put("ICM_CLIENT_SECRET", client.secret());
        environment.put("IM_REQUESTS_PER_MINUTE", "0");
        environment.put("RUNS_LOCATION", folder.resolve("runs").toUri() + "/");
        environment.put("CREDITS_LOCATION", folder.toUri() + "exports/{date}/");
        environment.putAll(more);
        return environment;
    }

    private static String credit(String sourceRef, String amount) {
        return sourceRef + ",P0000007,2026-03-15," + amount + ",USD,2026-03\n";
    }

    private static String sale(String orderId, String amount) {
        return sale(orderId, 1, amount, "2026-03-15", "Order");
    }

    private static String sale(String orderId, int line, String amount, String date, String eventType) {
        return """
                {"salesOrder":{"orderId":"%s"},"lineNumber":{"value":%d,"unitType":{"name":"integer"}},\
                "subLineNumber":{"value":1,"unitType":{"name":"integer"}},"eventType":{"eventTypeId":"%s"},\
                "value":{"value":%s,"unitType":{"name":"USD"}},"compensationDate":"%s",\
                "transactionAssignments":[{"payeeId":"P0000007"}]}""".formatted(orderId, line, eventType, amount, date);
    }

    /** Puts transactions into IM as another client would. */
    private void sold(List<String> sales) throws Exception {
        sandbox.set("implicit-order", "true");
        for (int i = 0; i < sales.size(); i += 500) {
            var body = sales.subList(i, Math.min(i + 500, sales.size())).toString();
            assertThat(send("POST", "/salesTransactions", body).statusCode()).isEqualTo(201);
        }
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        var user = SandboxClient.USER.id() + ":" + SandboxClient.USER.secret();
        return http.send(
                HttpRequest.newBuilder(URI.create(sandbox.legacyUrl().orElseThrow() + path))
                        .header(
                                "Authorization",
                                "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)))
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** The sourceRefs of the differences, by kind. */
    private static Map<String, Set<String>> differences(RunRecord run) throws IOException {
        assertThat(run.error()).isEmpty();
        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        var found = new TreeMap<String, Set<String>>();
        var path = Path.of(run.output().orElseThrow().path());
        try (var in = new GZIPInputStream(Files.newInputStream(path))) {
            for (var line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                JsonNode difference = RunRecords.json().readTree(line);
                found.computeIfAbsent(difference.get("kind").textValue(), kind -> new TreeSet<>())
                        .add(difference.get("sourceRef").textValue());
            }
        }
        return found;
    }

    @Test
    void of_2_000_credits_every_planted_difference_is_found_and_no_other() throws Exception {
        var sales = new ArrayList<String>();
        var crm = new StringBuilder();
        var planted = new TreeMap<String, Set<String>>();
        for (int i = 0; i < 2_000; i++) {
            var ref = "CRM-" + i;
            var kind = i % 500 == 7 ? "missing" : i % 500 == 8 ? "extra" : i % 500 == 9 ? "changedAmount" : "";
            if (!kind.isEmpty()) {
                planted.computeIfAbsent(kind, each -> new TreeSet<>()).add(ref);
            }
            if (!kind.equals("missing")) {
                sales.add(sale(ref, i + ".50"));
            }
            if (!kind.equals("extra")) {
                crm.append(credit(ref, i + (kind.equals("changedAmount") ? ".51" : ".5")));
            }
        }
        sold(sales);

        assertThat(differences(reconcile("all", crm.toString()))).isEqualTo(planted);
    }

    @Test
    void what_others_sold_is_extra_only_where_it_is_of_our_event_type_and_of_the_periods_of_the_file()
            throws Exception {
        sold(List.of(
                sale("A-1", "5"),
                sale("B-1", 1, "5", "2026-03-31", "Order"),
                sale("B-2", 1, "5", "2026-03-31", "Invoice"),
                sale("B-3", 1, "5", "2026-04-01", "Order"),
                sale("A-1", 2, "5", "2026-03-15", "Order")));

        assertThat(differences(reconcile("others", credit("A-1", "5"))))
                .isEqualTo(Map.of("extra", Set.of("B-1", "A-1 (lineNumber 2)")));
    }

    @Test
    void a_transaction_that_pipelines_skip_is_told() throws Exception {
        sold(List.of(sale("A-1", "5"), sale("A-2", "6").replaceFirst("[{]", "{\"isRunnable\":false,")));

        assertThat(differences(reconcile("skipped", credit("A-1", "5") + credit("A-2", "6"))))
                .isEqualTo(Map.of("error", Set.of("A-2")));
    }

    @Test
    void a_value_that_was_changed_in_IM_is_told_with_both() throws Exception {
        sold(List.of(sale("A-1", "5")));
        var seq = send("GET", "/salesTransactions?top=1", "")
                .body()
                .replaceFirst("(?s).*?\"salesTransactionSeq\":\"([0-9]+)\".*", "$1");
        send("PUT", "/salesTransactions", """
                [{"salesTransactionSeq":"%s","adjustmentContext":{"adjustTypeFlag":"adjustTo","adjustToValue":\
                {"value":7,"unitType":{"name":"USD"}}}}]""".formatted(seq));

        assertThat(differences(reconcile("changed", credit("A-1", "5"))))
                .isEqualTo(Map.of("changedAmount", Set.of("A-1")));
    }

    @ParameterizedTest
    @CsvSource({"reference-form, legacy", "reference-form, both", "period-end, last-day", "tenant-zone, Asia/Tokyo"})
    void whatever_form_a_tenant_shows_things_in_nothing_differs(String which, String value) throws Exception {
        sold(List.of(
                sale("A-1", "5"),
                sale("A-2", 1, "6", "2026-03-01", "Order"),
                sale("A-3", 1, "7", "2026-03-31", "Order")));
        sandbox.set(which, value);

        assertThat(differences(reconcile(
                        "same",
                        credit("A-1", "5.00")
                                + credit("A-2", "6").replace("03-15", "03-01")
                                + credit("A-3", "7").replace("03-15", "03-31"))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"key", "seq", "bare"})
    void what_was_pushed_with_references_of_one_form_is_read_back_as_it_was(String form) throws Exception {
        var crm = credit("A-1", "5.00") + credit("it's", "-0.10") + credit("A-3", "123456789012345.01");
        sandbox.set("body-references", form);

        var refused = push("by-default", crm, Map.of("IM_REJECT_THRESHOLD_PERCENT", "100"));
        var taken = push("in-its-form", crm, Map.of("IM_REFERENCES", form));

        assertThat(refused.rejected()).as("what a tenant does not take is told").isEqualTo(3);
        assertThat(taken.created()).as("%s", taken.error()).isEqualTo(3);
        assertThat(differences(reconcile("compared", crm))).isEmpty();
    }

    @Test
    void periods_of_two_calendars_that_differ_are_no_guess() throws IOException {
        var event = RunRecords.json()
                .createObjectNode()
                .put("runId", "two")
                .put("credits", file("two", credit("A-1", "5")));

        var run = reconcile(event, Map.of("IM_CALENDAR", "none"));

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.error().map(Problem::code)).contains("PERIOD_AMBIGUOUS");
        assertThat(run.error().orElseThrow().fix()).contains("calendar");
    }
}
