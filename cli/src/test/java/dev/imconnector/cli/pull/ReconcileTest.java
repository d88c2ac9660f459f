package dev.imconnector.cli.pull;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.lambda.PushCreditsHandler;
import dev.imconnector.lambda.ReconcileHandler;
import dev.imconnector.metrics.RunMetrics;
import dev.imconnector.problem.Problem;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunRecords;
import dev.imconnector.run.RunStatus;
import dev.imconnector.sandbox.ImSandbox;
import dev.imconnector.sandbox.SandboxOptions;
import dev.imconnector.sandbox.switches.FaultSwitches;
import dev.imconnector.sandbox.switches.RateSwitches;
import dev.imconnector.sandbox.switches.ReadSwitches;
import dev.imconnector.sandbox.token.SandboxClient;
import dev.imconnector.testkit.Invocation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
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

/** The comparison of the CRM's file with IM's credits, with the real handlers, over real sockets. */
class ReconcileTest {

    private static final String HEADER = "sourceRef,participantId,transactionDate,amount,currencyCode,periodId\n";

    @TempDir
    Path folder;

    private final ImSandbox im = ImSandbox.start(
            SandboxOptions.defaults().with(RateSwitches.RATE_LIMIT, 0).with(ReadSwitches.MAX_TOP, 1_000),
            Clock.systemUTC());

    @AfterEach
    void close() {
        im.close();
    }

    private static String credit(String sourceRef, String amount) {
        return sourceRef + ",P-00001,2026-03-01," + amount + ",EUR,2026-03\n";
    }

    private Map<String, String> environment(SandboxClient client) {
        var environment = new HashMap<String, String>();
        environment.put("IM_TOKEN_URL", im.tokenUrl().toString());
        environment.put("IM_API_URL", im.apiUrl().toString());
        environment.put("ICM_CLIENT_ID", client.id());
        environment.put("ICM_CLIENT_SECRET", client.secret());
        environment.put("IM_REQUESTS_PER_MINUTE", "0");
        environment.put("IM_BATCH_SIZE", "1000");
        environment.put("IM_PAGE_SIZE", "1000");
        environment.put("RUNS_LOCATION", folder.resolve("runs").toUri() + "/");
        environment.put("CREDITS_LOCATION", folder.toUri() + "exports/{date}/");
        return environment;
    }

    private String file(String name, String content) throws IOException {
        Files.createDirectories(folder.resolve("exports"));
        return Files.writeString(folder.resolve("exports/" + name), content)
                .toUri()
                .toString();
    }

    private void push(String name, String content) throws IOException {
        var event =
                RunRecords.json().createObjectNode().put("runId", name).put("credits", file(name + ".csv", content));
        var handler = new PushCreditsHandler(environment(SandboxClient.WRITER), RunMetrics.NONE);
        assertThat(Invocation.of(Duration.ofMinutes(15))
                        .run(handler, event.toString())
                        .status())
                .isEqualTo(RunStatus.COMPLETED);
    }

    private RunRecord reconcile(String runId, String credits, String filter, int seconds) throws IOException {
        var event = RunRecords.json()
                .createObjectNode()
                .put("runId", runId)
                .put("credits", credits)
                .put("filter", filter);
        return reconcile(event, seconds);
    }

    private RunRecord reconcile(JsonNode event, int seconds) {
        return Invocation.of(Duration.ofSeconds(seconds))
                .run(new ReconcileHandler(environment(SandboxClient.READER), RunMetrics.NONE), event.toString());
    }

    /** The sourceRefs of the differences, by kind. */
    private static Map<String, Set<String>> differences(RunRecord run) throws IOException {
        var found = new TreeMap<String, Set<String>>();
        for (var line : lines(run)) {
            found.computeIfAbsent(line.get("kind").textValue(), kind -> new TreeSet<>())
                    .add(line.get("sourceRef").textValue());
        }
        return found;
    }

    private static List<JsonNode> lines(RunRecord run) throws IOException {
        var lines = new ArrayList<JsonNode>();
        var path = Path.of(run.output().orElseThrow().path());
        try (var reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(path)), StandardCharsets.UTF_8))) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(RunRecords.json().readTree(line));
            }
        }
        return lines;
    }

    @Test
    void of_100_000_credits_every_planted_difference_is_found_and_no_other() throws IOException {
        var sent = new StringBuilder(HEADER);
        var crm = new StringBuilder(HEADER);
        var planted = new TreeMap<String, Set<String>>();
        for (int i = 0; i < 100_000; i++) {
            var ref = "CRM-" + i;
            var kind = i % 1_000 == 7 ? "missing" : i % 1_000 == 8 ? "extra" : i % 1_000 == 9 ? "changedAmount" : null;
            if (kind != null) {
                planted.computeIfAbsent(kind, each -> new TreeSet<>()).add(ref);
            }
            if (!"missing".equals(kind)) {
                sent.append(credit(ref, i + ".50"));
            }
            if (!"extra".equals(kind)) {
                // The same amount written otherwise is the same amount.
                crm.append(credit(ref, i + ("changedAmount".equals(kind) ? ".51" : i % 2 == 0 ? ".5" : ".50")));
            }
        }
        push("night", sent.toString());

        var run = reconcile("all", file("crm.csv", crm.toString()), null, 900);

        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(differences(run)).isEqualTo(planted);
        assertThat(run.differences())
                .containsEntry("missing", 100L)
                .containsEntry("extra", 100L)
                .containsEntry("changedAmount", 100L)
                .containsEntry("twice", 0L);
        assertThat(run.read()).isEqualTo(99_900);
        assertThat(run.rows()).isEqualTo(99_900);
        assertThat(Files.readString(Path.of(run.report().orElseThrow().path())))
                .contains("300 differences between what the CRM sent and what IM holds", "CHANGED_AMOUNT", "CRM-7");
    }

    @Test
    void what_IM_put_to_error_or_took_back_is_told_with_both_amounts_where_they_differ() throws IOException {
        push("night", HEADER + credit("A", "1.00") + credit("B", "2.00") + credit("C", "3.00"));
        im.changeCreditStatus("A", "ERROR");
        im.changeCreditStatus("B", "REVERSED");

        var run = reconcile(
                "some",
                file("crm.csv", HEADER + credit("A", "1.00") + credit("B", "2.00") + credit("C", "3.30")),
                null,
                900);

        assertThat(differences(run))
                .isEqualTo(Map.of("error", Set.of("A"), "reversed", Set.of("B"), "changedAmount", Set.of("C")));
        var changed = lines(run).stream()
                .filter(line -> line.get("kind").textValue().equals("changedAmount"))
                .findFirst()
                .orElseThrow();
        assertThat(changed.at("/expected/amount").decimalValue()).isEqualByComparingTo("3.30");
        assertThat(changed.at("/found/amount").decimalValue()).isEqualByComparingTo("3.00");
        assertThat(changed.path("line").asInt()).isEqualTo(4);
    }

    @Test
    void equal_sides_have_no_difference_whatever_the_push_would_not_have_sent() throws IOException {
        var export = HEADER
                + credit("A", "1.00")
                + credit("A", "1.0")
                + credit("bad", "x")
                + credit("C", "1")
                + credit("C", "2");
        push("night", HEADER + credit("A", "1.00"));

        var run = reconcile("none", file("crm.csv", export), null, 900);

        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(differences(run)).isEmpty();
        assertThat(run.read()).isEqualTo(1);
    }

    @Test
    void a_period_with_a_quote_in_its_name_is_asked_for_as_what_it_is() throws IOException {
        push("night", HEADER + credit("A", "1.00").replace("2026-03\n", "O'Brien\n") + credit("B", "1.00"));

        var run = reconcile(
                "quote", file("crm.csv", HEADER + credit("A", "1.00").replace("2026-03\n", "O'Brien\n")), null, 900);

        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(run.read()).isEqualTo(1);
        assertThat(run.rows()).isEqualTo(1);
    }

    @Test
    void other_periods_are_left_alone_and_a_filter_of_ones_own_says_what_is_compared() throws IOException {
        push("night", HEADER + credit("A", "1.00") + credit("OLD", "1.00").replace("2026-03\n", "2026-02\n"));
        var crm = file("crm.csv", HEADER + credit("A", "1.00"));

        assertThat(differences(reconcile("periods", crm, null, 900))).isEmpty();
        assertThat(differences(reconcile("filter", crm, "amount gt 0", 900))).isEqualTo(Map.of("extra", Set.of("OLD")));
    }

    @Test
    void of_files_that_are_a_part_of_their_period_only_what_they_have_is_told_and_what_IM_put_to_error()
            throws IOException {
        push("first-night", HEADER + credit("A", "1.00") + credit("B", "2.00"));
        push("second-night", HEADER + credit("C", "3.00"));
        im.changeCreditStatus("A", "ERROR");
        var night = file("crm.csv", HEADER + credit("C", "3.30") + credit("D", "4.00"));

        var run = reconcile(
                RunRecords.json()
                        .createObjectNode()
                        .put("runId", "second")
                        .put("credits", night)
                        .put("ignoreExtra", true),
                900);

        assertThat(differences(run))
                .isEqualTo(Map.of("changedAmount", Set.of("C"), "error", Set.of("A"), "missing", Set.of("D")));
        assertThat(run.rows()).isEqualTo(3);
    }

    @Test
    void what_was_begun_with_extra_credits_told_is_not_gone_on_with_without() throws IOException {
        push("night", HEADER + credit("A", "1.00"));
        var crm = file("crm.csv", HEADER + credit("A", "1.00"));
        reconcile("r", crm, null, 900);

        var other =
                reconcile(RunRecords.json().createObjectNode().put("runId", "r").put("ignoreExtra", true), 900);

        assertThat(other.error().map(Problem::code)).contains("RUN_INPUT_DIFFERS");
    }

    @Test
    void short_invocations_resume_the_pull_and_come_to_the_same_end() throws IOException {
        var csv = new StringBuilder(HEADER);
        for (int i = 0; i < 20_000; i++) {
            csv.append(credit("CRM-" + i, "1.00"));
        }
        push("night", csv.toString());
        im.set(FaultSwitches.LATENCY_MILLIS, 150);
        var crm = file("crm.csv", csv + credit("CRM-never", "1.00"));

        var run = reconcile("resumed", crm, null, 2);
        var calls = 1;
        while (run.status() == RunStatus.INCOMPLETE && calls++ < 60) {
            run = reconcile("resumed", crm, null, 2);
        }

        assertThat(calls).isGreaterThan(1);
        assertThat(run.error().map(Problem::message)).isEmpty();
        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(differences(run)).isEqualTo(Map.of("missing", Set.of("CRM-never")));
        assertThat(im.report().requests().of("GET /credits", 200)).isLessThan(40);
        assertThat(reconcile("resumed", crm, null, 2).status()).isEqualTo(RunStatus.COMPLETED);
    }
}
