package dev.imconnector.cli.pull;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.cli.night.Export;
import dev.imconnector.cli.night.HandlerProcess;
import dev.imconnector.cli.night.Night;
import dev.imconnector.cli.night.SharedClock;
import dev.imconnector.lambda.Handlers;
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
import dev.imconnector.testkit.Invocation;
import dev.imconnector.testkit.ScriptedServer;
import dev.imconnector.testkit.SettableClock;
import dev.imconnector.testkit.VirtualTime;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
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
    private static final Duration TOO_SHORT = Duration.ofSeconds(2);
    private static final Duration MORE_THAN_A_LEASE = Duration.ofSeconds(40);
    private static final String BY_KEY = "$orderby=participantId,periodId";

    @TempDir
    private Path home;

    private final SettableClock clock = new SettableClock();
    private ImSandbox sandbox;
    private Night night;

    @BeforeEach
    void start() {
        sandbox = ImSandbox.start(options(), clock);
        night = new Night(home, sandbox, Export.of(0, 0));
    }

    private static SandboxOptions options() {
        return SandboxOptions.defaults()
                .with(RateSwitches.RATE_LIMIT, 0)
                .with(ReadSwitches.RESULTS, ROWS)
                .with(RateSwitches.RETRY_AFTER, "0");
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private static ObjectNode event(String runId) {
        return RunRecords.json().createObjectNode().put("runId", runId).put("filter", "");
    }

    private RunRecord pull(ObjectNode event) {
        var handler = Handlers.pull(night.readersEnvironment(), new VirtualTime(clock).platform(), RunMetrics.NONE);
        return Invocation.of(Duration.ofMinutes(2)).run(handler, event.toString());
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

        isWhole(pull(event("links")));
    }

    @Test
    void only_approved_results_are_pulled_unless_somebody_says_otherwise() throws IOException {
        var run = pull(event("approved").putNull("filter"));

        var pulled = PulledFolder.of(home, "results", run.id());
        assertThat(run.rows()).isLessThan(ROWS);
        assertThat(pulled.checksum())
                .isEqualTo(PulledFolder.truth(sandbox, "results", BY_KEY + "&$filter=status%20eq%20'APPROVED'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"participants", "comp-plans", "quotas", "credits", "pipeline-runs"})
    void every_other_entity_can_be_pulled_too(String entity) throws IOException {
        var run = pull(event("other").put("entity", entity));

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
        hasFailed(pull(event("unstable").put("orderby", "status")), "ROWS_REPEATED");
    }

    @ParameterizedTest(name = "one page in {0} is empty, links {1}, encoded: {2}")
    @CsvSource({"3,path,false", "2,absolute,true", "3,relative,true", "5,path,true", "7,relative,false"})
    void empty_pages_with_a_link_are_passed_over(int every, String form, boolean encoded) throws IOException {
        sandbox.set(ReadSwitches.EMPTY_PAGE_EVERY, every);
        sandbox.set("nextlink-form", form);
        sandbox.set(ReadSwitches.NEXTLINK_ENCODED, encoded);

        isWhole(pull(event("empty")));
    }

    @Test
    void a_page_that_always_repeats_is_found_out() throws IOException {
        sandbox.set(ReadSwitches.REPEAT_PAGE, 4);

        hasFailed(pull(event("repeat")), "ROWS_REPEATED");
    }

    @Test
    void a_loop_is_found_out_at_once() throws IOException {
        sandbox.set(ReadSwitches.LOOP_AT_PAGE, 5);

        hasFailed(pull(event("loop")), "NEXT_LINK_LOOPS");
        assertThat(sandbox.report().requests().of("GET /results")).isEqualTo(5);
    }

    @Test
    void a_link_to_another_host_is_not_followed() throws IOException {
        try (var other = new ScriptedServer()) {
            sandbox.set(ReadSwitches.NEXTLINK_ORIGIN, Optional.of(URI.create("http://127.0.0.1:" + other.port())));

            hasFailed(pull(event("foreign")), "NEXT_LINK_REFUSED");

            assertThat(other.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"html", "cut-body", "unauthorized", "status 500", "status 429", "drop-before", "drop-after"})
    void a_page_that_fails_is_asked_for_again(String fault) throws IOException {
        sandbox.set("fault", "nth 4 " + fault + " on results");

        isWhole(pull(event("fault")));
    }

    @Test
    void a_link_that_has_expired_makes_the_pull_start_over_and_then_fail() throws IOException {
        sandbox.set(ReadSwitches.EXPIRE_LINK_OF_PAGE, 6);

        hasFailed(pull(event("expired")), "NEXT_LINK_EXPIRED");

        sandbox.set(ReadSwitches.EXPIRE_LINK_OF_PAGE, 0);
        isWhole(pull(event("expired").put("retry", true)));
    }

    @Test
    void where_top_is_the_size_of_the_whole_nothing_is_missing() throws IOException {
        sandbox.set("top-meaning", "total");

        isWhole(pull(event("total")));
    }

    @Test
    void a_pull_that_is_killed_and_resumed_ends_with_the_same_rows_and_one_manifest() throws Exception {
        var shared = SharedClock.in(home.resolve("clock"));
        try (var im = ImSandbox.start(
                options().with(ReadSwitches.RESULTS, 6_000).with(FaultSwitches.LATENCY_MILLIS, 60), shared)) {
            var life = new Lives(new Night(home, im, Export.of(0, 0)));
            var begun = life.lived(TOO_SHORT);
            for (int lives = 1; begun.rows() == 0 && lives < 60; lives++) { // on a busy machine
                begun = life.lived(TOO_SHORT);
            }
            assertThat(begun.status()).isEqualTo(RunStatus.INCOMPLETE);
            var pages = life.pagesAsked() + 1 + new Random().nextInt(10);
            try (var killed = life.begun(Duration.ofMinutes(15))) {
                killed.until(() -> life.pagesAsked() >= pages).kill();
            }

            assertThat(life.lived(TOO_SHORT).status()).isEqualTo(RunStatus.RUNNING);
            shared.advance(MORE_THAN_A_LEASE);
            var run = life.lived(Duration.ofMinutes(15));

            assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(run.rows()).isEqualTo(6_000);
            var pulled = PulledFolder.of(home, "results", "killed");
            assertThat(pulled.parts()).hasSizeGreaterThan(1);
            assertThat(pulled.checksum()).isEqualTo(PulledFolder.truth(im, "results", BY_KEY));
            assertThat(pulled.files()).isEqualTo(pulled.parts());
        }
    }

    /** The invocations of one pull, each in a process of its own. */
    private static final class Lives {

        private final Night night;
        private int number;

        Lives(Night night) {
            this.night = night;
        }

        HandlerProcess begun(Duration time) throws IOException {
            return HandlerProcess.pull(
                    night, "life-" + ++number, event("killed").toString(), time);
        }

        RunRecord lived(Duration time) throws Exception {
            try (var process = begun(time)) {
                return process.answer();
            }
        }

        long pagesAsked() {
            return night.im().report().requests().of("GET /results");
        }
    }
}
