package dev.imconnector.cli.night;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.app.Platform;
import dev.imconnector.lambda.Handlers;
import dev.imconnector.run.RunAttempt;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunStatus;
import dev.imconnector.sandbox.ImSandbox;
import dev.imconnector.sandbox.SandboxOptions;
import dev.imconnector.sandbox.switches.FaultSwitches;
import dev.imconnector.sandbox.switches.RateSwitches;
import dev.imconnector.testkit.Invocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A push through the real handler over real sockets, in processes that die, freeze, run out of time and meet. */
@Timeout(120)
class RealProcessTest {

    private static final String RUN = "{\"runId\":\"night\"}";
    private static final Duration MORE_THAN_A_LEASE = Duration.ofSeconds(40);

    @TempDir
    private Path home;

    private ImSandbox im;

    @AfterEach
    void stop() {
        if (im != null) {
            im.close();
        }
    }

    private Night night(int records, int latencyMillis) {
        im = ImSandbox.start(
                SandboxOptions.defaults()
                        .with(RateSwitches.RATE_LIMIT, 0)
                        .with(FaultSwitches.LATENCY_MILLIS, latencyMillis),
                Clock.systemUTC());
        return new Night(home, im, Export.of(records, 50)).with("IM_BATCH_SIZE", "10");
    }

    private SharedClock clock() {
        return SharedClock.in(home.resolve("clock"));
    }

    private boolean imHolds(long credits) {
        return im.report().credits().stored() >= credits;
    }

    @Test
    void killed_at_random_moments_and_started_again_it_loses_and_doubles_nothing() throws Exception {
        var night = night(2_000, 10);
        var clock = clock();
        var random = new Random();
        var seed = random.nextLong();
        random.setSeed(seed);
        var kills = 4;
        for (int kill = 1; kill <= kills; kill++) {
            var moment = (kill - 1) * 450 + 1 + random.nextInt(440);
            try (var push = HandlerProcess.push(night, "killed-" + kill, RUN)) {
                push.until(() -> imHolds(moment)).kill();
            }
            clock.advance(MORE_THAN_A_LEASE);
        }
        try (var push = HandlerProcess.push(night, "last", RUN)) {
            var run = push.answer();
            assertThat(run.status()).as("seed %d", seed).isEqualTo(RunStatus.COMPLETED);
            assertThat(run.attempts().stream().map(RunAttempt::end).toList())
                    .as("seed %d", seed)
                    .containsExactly("DIED", "DIED", "DIED", "DIED", "COMPLETED");
            night.audit(run).allIsIn();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there a process cannot be frozen by a signal")
    void frozen_and_overtaken_it_harms_nothing_when_it_wakes(boolean afterTheEnd) throws Exception {
        var night = night(1_000, 10);
        try (var frozen = HandlerProcess.push(night, "frozen", RUN)) {
            frozen.until(() -> imHolds(300)).freeze();
            clock().advance(MORE_THAN_A_LEASE);
            try (var other = HandlerProcess.push(night, "other", RUN)) {
                other.until(() -> imHolds(600));
                if (afterTheEnd) {
                    other.answer();
                }
                var before = files();
                frozen.wake();
                var overtaken = frozen.answer();
                var run = other.answer();

                assertThat(overtaken.status()).isIn(RunStatus.RUNNING, RunStatus.COMPLETED);
                assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
                assertThat(run.attempts().stream().map(RunAttempt::end).toList())
                        .containsExactly("DIED", "COMPLETED");
                night.audit(run).allIsIn();
                if (afterTheEnd) {
                    assertThat(files()).containsAllEntriesOf(before);
                }
            }
        }
    }

    private Map<String, String> files() throws IOException {
        var content = new HashMap<String, String>();
        for (var name : new String[] {"run.json", "rejects.csv", "receipts.jsonl.gz"}) {
            var file = home.resolve("runs/night").resolve(name);
            if (Files.exists(file)) {
                content.put(name, new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1));
            }
        }
        return content;
    }

    @Test
    void of_two_processes_one_works_and_the_other_answers_RUNNING() throws Exception {
        var night = night(1_000, 0).with("IM_REQUEST_TIMEOUT_SECONDS", "30");
        try (var first = HandlerProcess.push(night, "first", RUN)) {
            first.until(() -> imHolds(1));
            im.set(FaultSwitches.LATENCY_MILLIS, 3_000);
            try (var second = HandlerProcess.push(night, "second", RUN)) {
                var held = second.answer();
                assertThat(first.isAlive()).isTrue();
                assertThat(held.status()).isEqualTo(RunStatus.RUNNING);
                assertThat(held.resumeAfter().orElseThrow()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(60));
            }
            im.set(FaultSwitches.LATENCY_MILLIS, 0);
            var run = first.answer();
            assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
            night.audit(run).allIsIn();
            assertThat(im.report().requests().tokenCalls()).isEqualTo(1);
        }
    }

    @Test
    void of_two_threads_that_begin_at_the_same_moment_one_works_and_the_other_answers_RUNNING() throws Exception {
        var night = night(300, 10);
        var handler = Handlers.push(night.environment(), Platform.real());
        var together = new CyclicBarrier(2);
        var threads = Executors.newFixedThreadPool(2);
        try {
            for (int round = 1; round <= 5; round++) {
                var event = "{\"runId\":\"round-%d\"}".formatted(round);
                Callable<RunRecord> invocation = () -> {
                    together.await();
                    return Invocation.of(Duration.ofMinutes(15)).run(handler, event);
                };
                var one = threads.submit(invocation);
                var other = threads.submit(invocation);
                assertThat(new RunStatus[] {one.get().status(), other.get().status()})
                        .as("round %d", round)
                        .containsExactlyInAnyOrder(RunStatus.COMPLETED, RunStatus.RUNNING);
                night.audit(night.stored("round-" + round).orElseThrow()).allIsIn();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(im.report().credits().mostSent()).isEqualTo(5);
    }

    @Test
    void stopped_by_its_deadline_again_and_again_it_ends_as_one_that_ran_through() throws Exception {
        var night = night(2_000, 60);
        var handler = Handlers.push(night.environment(), Platform.real());
        var invocations = 0;
        RunRecord run;
        do {
            run = Invocation.of(Duration.ofMillis(1_200)).run(handler, RUN);
            invocations++;
            assertThat(run.status()).isIn(RunStatus.INCOMPLETE, RunStatus.COMPLETED);
            assertThat(run.resumeAfter().orElse(Duration.ZERO)).isZero();
        } while (run.status() == RunStatus.INCOMPLETE && invocations < 500);

        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(invocations).isGreaterThanOrEqualTo(3);
        assertThat(run.attempts()).hasSize(invocations);
        night.audit(run).allIsIn();

        var throughHome = home.resolve("through");
        try (var otherIm =
                ImSandbox.start(SandboxOptions.defaults().with(RateSwitches.RATE_LIMIT, 0), Clock.systemUTC())) {
            var other = new Night(throughHome, otherIm, Export.of(2_000, 50)).with("IM_BATCH_SIZE", "10");
            var through =
                    Invocation.of(Duration.ofMinutes(15)).run(Handlers.push(other.environment(), Platform.real()), RUN);
            other.audit(through).allIsIn();
            assertThat(Files.readString(Audit.pathOf(run.rejects().orElseThrow()))
                            .replace(home.toString(), ""))
                    .isEqualTo(Files.readString(Audit.pathOf(through.rejects().orElseThrow()))
                            .replace(throughHome.toString(), ""));
            assertThat(run.rejected()).isEqualTo(through.rejected());
            assertThat(run.read()).isEqualTo(through.read());
        }
    }
}
