package dev.imconnector.cli.pull;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.app.Connector;
import dev.imconnector.problem.Problem;
import dev.imconnector.run.RunId;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunRecords;
import dev.imconnector.run.RunStatus;
import dev.imconnector.sandbox.ImSandbox;
import dev.imconnector.sandbox.SandboxOptions;
import dev.imconnector.sandbox.switches.FaultSwitches;
import dev.imconnector.sandbox.switches.RateSwitches;
import dev.imconnector.sandbox.switches.ReadSwitches;
import dev.imconnector.store.Location;
import dev.imconnector.testkit.ScriptedServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pulls from the simulated IM, over sockets and into files; each ends whole or with an error, never short. */
class PullFromSandboxTest {

    private static final int ROWS = 1_050;
    private static final String BY_KEY = "$orderby=participantId,periodId";

    @TempDir
    private Path home;

    private ImSandbox sandbox;

    @BeforeEach
    void start() {
        sandbox = ImSandbox.start(
                SandboxOptions.defaults()
                        .with(RateSwitches.RATE_LIMIT, 0)
                        .with(ReadSwitches.RESULTS, ROWS)
                        .with(RateSwitches.RETRY_AFTER, "0"),
                Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private RunRecord pull(ObjectNode event) throws IOException {
        return PullOnce.call(PullOnce.environment(sandbox.tokenUrl(), sandbox.apiUrl(), home), event, 120);
    }

    private void isWhole(RunRecord run) throws IOException {
        assertThat(run.error()).isEmpty();
        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        var pulled = PulledFolder.of(home, "results", run.id());
        assertThat(pulled.rows()).isEqualTo(run.rows()).isEqualTo(ROWS);
        assertThat(pulled.checksum()).isEqualTo(PulledFolder.truth(sandbox, "results", BY_KEY));
        assertThat(pulled.files()).isEqualTo(pulled.parts());
    }

    private void hasFailed(RunRecord run, String code) {
        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.error().map(Problem::code)).contains(code);
        assertThat(home.resolve("results/results/" + run.id() + "/manifest.json"))
                .doesNotExist();
    }

    @ParameterizedTest(name = "{0}, encoded: {1}")
    @CsvSource({"absolute,true", "absolute,false", "path,true", "path,false", "relative,true", "relative,false"})
    void all_rows_come_once_whatever_form_the_links_have(String form, boolean encoded) throws IOException {
        sandbox.set("nextlink-form", form);
        sandbox.set(ReadSwitches.NEXTLINK_ENCODED, encoded);

        isWhole(pull(PullOnce.event("links")));
    }

    @Test
    void only_approved_results_are_pulled_unless_somebody_says_otherwise() throws IOException {
        var run = pull(PullOnce.event("approved").putNull("filter"));

        var pulled = PulledFolder.of(home, "results", run.id());
        assertThat(run.rows()).isLessThan(ROWS);
        assertThat(pulled.checksum())
                .isEqualTo(PulledFolder.truth(sandbox, "results", BY_KEY + "&$filter=status%20eq%20'APPROVED'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"participants", "comp-plans", "quotas", "credits", "pipeline-runs"})
    void every_other_entity_can_be_pulled_too(String entity) throws IOException {
        var run = pull(PullOnce.event("other").put("entity", entity));

        assertThat(run.error()).isEmpty();
        var key = List.of("participants", "comp-plans", "quotas", "credits", "pipeline-runs")
                .indexOf(entity);
        var order = List.of("participantId", "planId", "quotaId", "sourceRef", "runId")
                .get(key);
        assertThat(PulledFolder.of(home, entity, "other").checksum())
                .isEqualTo(PulledFolder.truth(sandbox, entity, "$orderby=" + order));
    }

    @Test
    void an_order_that_leaves_rows_equal_is_found_out() throws IOException {
        hasFailed(pull(PullOnce.event("unstable").put("orderby", "status")), "ROWS_REPEATED");
    }

    @Test
    void empty_pages_with_a_link_are_passed_over() throws IOException {
        sandbox.set(ReadSwitches.EMPTY_PAGE_EVERY, 3);

        isWhole(pull(PullOnce.event("empty")));
    }

    @Test
    void a_page_that_always_repeats_is_found_out() throws IOException {
        sandbox.set(ReadSwitches.REPEAT_PAGE, 4);

        hasFailed(pull(PullOnce.event("repeat")), "ROWS_REPEATED");
    }

    @Test
    void a_loop_is_found_out_at_once() throws IOException {
        sandbox.set(ReadSwitches.LOOP_AT_PAGE, 5);

        hasFailed(pull(PullOnce.event("loop")), "NEXT_LINK_LOOPS");
        assertThat(sandbox.report().requests().of("GET /results")).isEqualTo(5);
    }

    @Test
    void a_link_to_another_host_is_not_followed() throws IOException {
        try (var other = new ScriptedServer()) {
            sandbox.set(ReadSwitches.NEXTLINK_ORIGIN, Optional.of(URI.create("http://127.0.0.1:" + other.port())));

            hasFailed(pull(PullOnce.event("foreign")), "NEXT_LINK_REFUSED");

            assertThat(other.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"html", "cut-body", "unauthorized", "status 500", "status 429", "drop-before", "drop-after"})
    void a_page_that_fails_is_asked_for_again(String fault) throws IOException {
        sandbox.set("fault", "nth 4 " + fault + " on results");

        isWhole(pull(PullOnce.event("fault")));
    }

    @Test
    void a_link_that_has_expired_makes_the_pull_start_over_and_then_fail() throws IOException {
        sandbox.set(ReadSwitches.EXPIRE_LINK_OF_PAGE, 6);

        hasFailed(pull(PullOnce.event("expired")), "NEXT_LINK_EXPIRED");

        sandbox.set(ReadSwitches.EXPIRE_LINK_OF_PAGE, 0);
        isWhole(pull(PullOnce.event("expired").put("retry", true)));
    }

    @Test
    void where_top_is_the_size_of_the_whole_nothing_is_missing() throws IOException {
        sandbox.set("top-meaning", "total");

        isWhole(pull(PullOnce.event("total")));
    }

    @Test
    void a_pull_that_is_killed_and_resumed_ends_with_the_same_rows_and_one_manifest() throws Exception {
        sandbox.set(ReadSwitches.RESULTS, 20_000);
        sandbox.set(FaultSwitches.LATENCY_MILLIS, 60);
        assertThat(lastLine(child("killed"))).startsWith("INCOMPLETE");
        var pagesBefore = pagesAsked();
        var pagesMore = 1 + new Random().nextInt(25);
        var child = child("killed");
        until(() -> pagesAsked() >= pagesBefore + pagesMore);
        assertThat(child.isAlive()).isTrue();
        child.destroyForcibly().waitFor();

        assertThat(lastLine(child("killed"))).startsWith("RUNNING");
        until(() -> !isHeld("killed"));
        var last = "";
        for (int life = 0; life < 60 && !last.startsWith("COMPLETED"); life++) {
            last = lastLine(child("killed"));
        }

        assertThat(last).isEqualTo("COMPLETED 20000");
        var pulled = PulledFolder.of(home, "results", "killed");
        assertThat(pulled.parts()).hasSizeGreaterThan(1);
        assertThat(pulled.checksum()).isEqualTo(PulledFolder.truth(sandbox, "results", BY_KEY));
        assertThat(pulled.files()).isEqualTo(pulled.parts());
    }

    private long pagesAsked() {
        return sandbox.report().requests().of("GET /results");
    }

    /** Whether the lease of the one that was killed still lasts. */
    private boolean isHeld(String runId) {
        var environment = PullOnce.environment(sandbox.tokenUrl(), sandbox.apiUrl(), home);
        var clock = Clock.systemUTC();
        return new RunRecords(Connector.stores(environment), Location.parse(environment.get("RUNS_LOCATION")), clock)
                .find(new RunId(runId))
                .orElseThrow()
                .heldFor(clock)
                .isPresent();
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as("it should have come to that by now")
                    .isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private Process child(String runId) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), PullOnce.class.getName()));
        command.addAll(List.of(
                sandbox.tokenUrl().toString(), sandbox.apiUrl().toString(), home.toString(), runId, "jsonl", "4"));
        return new ProcessBuilder(command)
                .redirectError(Files.createTempFile(home, "child", ".log").toFile())
                .start();
    }

    private static String lastLine(Process child) throws IOException, InterruptedException {
        var lines = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        child.waitFor();
        return lines.substring(lines.lastIndexOf('\n') + 1);
    }
}
