package dev.imconnector.cli.pull;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.app.Platform;
import dev.imconnector.cli.night.Export;
import dev.imconnector.cli.night.Night;
import dev.imconnector.http.ApacheHttpExchange;
import dev.imconnector.http.HttpExchange;
import dev.imconnector.lambda.Handlers;
import dev.imconnector.metrics.RunMetrics;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunStatus;
import dev.imconnector.sandbox.ImSandbox;
import dev.imconnector.sandbox.SandboxOptions;
import dev.imconnector.sandbox.switches.RateSwitches;
import dev.imconnector.testkit.Invocation;
import dev.imconnector.testkit.SettableClock;
import dev.imconnector.testkit.VirtualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A comparison whose invocation dies at any of its requests, in virtual time on one thread. */
class ReconcileKilledTest {

    private static final int SENT = 350;
    private static final Invocation INVOCATION = Invocation.of(Duration.ofMinutes(15));

    /** What no code catches: the process is gone. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-02T06:45:00Z"));

    @TempDir
    private Path home;

    @Test
    void killed_at_any_request_and_called_again_it_comes_to_the_same_end() {
        try (var im = ImSandbox.start(SandboxOptions.defaults().with(RateSwitches.RATE_LIMIT, 0), clock)) {
            var night = new Night(home, im, Export.of(SENT, 0));
            INVOCATION.run(Handlers.push(night.environment(), platform(Integer.MAX_VALUE)), "{\"runId\":\"push\"}");
            im.changeCreditStatus("C-00007", "ERROR");
            var environment = night.readersEnvironment();
            Export.of(SENT + 2, 0).writeTo(home.resolve("exports/credits.csv"));
            var whole = reconcile(environment, "whole", Integer.MAX_VALUE);
            assertThat(whole.differences()).containsEntry("missing", 2L).containsEntry("error", 1L);

            var requests = (int) whole.requestCounts().requests();
            assertThat(requests).isEqualTo(5);
            for (int killedAt = 1; killedAt <= requests; killedAt++) {
                assertThat(dies(environment, "killed-at-" + killedAt, killedAt)).isTrue();
                assertThat(reconcile(environment, "killed-at-" + killedAt, Integer.MAX_VALUE)
                                .status())
                        .as("The lease of who died is not over.")
                        .isEqualTo(RunStatus.RUNNING);
                clock.advance(Duration.ofMinutes(2));

                var resumed = reconcile(environment, "killed-at-" + killedAt, Integer.MAX_VALUE);

                assertThat(resumed.status()).isEqualTo(RunStatus.COMPLETED);
                assertThat(resumed.differences()).isEqualTo(whole.differences());
                assertThat(resumed.read()).isEqualTo(whole.read());
                assertThat(resumed.rows()).isEqualTo(whole.rows());
            }
        }
    }

    private boolean dies(Map<String, String> environment, String runId, int killedAt) {
        try {
            reconcile(environment, runId, killedAt);
            return false;
        } catch (Killed e) {
            return true;
        }
    }

    private RunRecord reconcile(Map<String, String> environment, String runId, int killedAt) {
        return INVOCATION.run(
                Handlers.reconcile(environment, platform(killedAt), RunMetrics.NONE), "{\"runId\":\"" + runId + "\"}");
    }

    private Platform platform(int killedAt) {
        var sent = new AtomicInteger();
        return new VirtualTime(clock)
                .onOneThread()
                .over((connect, request) -> {
                    HttpExchange network = new ApacheHttpExchange(connect, Duration.ofSeconds(5), clock);
                    return call -> {
                        if (sent.incrementAndGet() == killedAt) {
                            throw new Killed();
                        }
                        return network.send(call);
                    };
                })
                .platform();
    }
}
