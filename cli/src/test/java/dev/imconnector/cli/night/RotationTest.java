package dev.imconnector.cli.night;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.lambda.ClientSecretRotationHandler;
import dev.imconnector.lambda.PushCreditsHandler;
import dev.imconnector.metrics.RunMetrics;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunRecords;
import dev.imconnector.run.RunStatus;
import dev.imconnector.sandbox.ImSandbox;
import dev.imconnector.sandbox.SandboxOptions;
import dev.imconnector.sandbox.switches.FaultSwitches;
import dev.imconnector.sandbox.switches.RateSwitches;
import dev.imconnector.sandbox.token.SandboxClient;
import dev.imconnector.testkit.Invocation;
import dev.imconnector.testkit.SimulatedSecretsManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The secret changes while a push is under way: with the real handlers, over real sockets. */
class RotationTest {

    private static final int CREDITS = 6_000;
    private static final String BATCH = "POST /credits/batch";
    private static final String TOKEN = "POST /oauth/token";

    @TempDir
    Path folder;

    private final ImSandbox im = ImSandbox.start(
            SandboxOptions.defaults().with(RateSwitches.RATE_LIMIT, 0).with(FaultSwitches.LATENCY_MILLIS, 60),
            Clock.systemUTC());
    private final SimulatedSecretsManager secrets = new SimulatedSecretsManager();

    @BeforeAll
    static void awsCredentials() {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
    }

    @AfterEach
    void close() {
        im.close();
        secrets.close();
    }

    private Map<String, String> environment() {
        var environment = new HashMap<>(secrets.environment());
        environment.put("IM_TOKEN_URL", im.tokenUrl().toString());
        environment.put("IM_API_URL", im.apiUrl().toString());
        environment.put("IM_REQUESTS_PER_MINUTE", "0");
        environment.put("RUNS_LOCATION", folder.resolve("runs").toUri() + "/");
        return environment;
    }

    private RunRecord push() {
        var environment = environment();
        environment.put("IM_CLIENT_SECRET_ID", "writer");
        environment.put(
                "CREDITS_LOCATION", folder.resolve("credits.csv").toUri().toString());
        return Invocation.of(Duration.ofMinutes(15))
                .run(new PushCreditsHandler(environment, RunMetrics.NONE), "{\"runId\":\"night\"}");
    }

    private void step(String step) throws IOException {
        var environment = environment();
        environment.put("IM_WRITER_SECRET_ID", "writer");
        var event = RunRecords.json()
                .createObjectNode()
                .put("Step", step)
                .put("SecretId", "writer")
                .put("ClientRequestToken", "v2");
        Invocation.of(Duration.ofMinutes(1))
                .call(new ClientSecretRotationHandler(environment, RunMetrics.NONE), event.toString());
    }

    private void writeExport() throws IOException {
        var csv = new StringBuilder("sourceRef,participantId,transactionDate,amount,currencyCode,periodId\n");
        for (int i = 0; i < CREDITS; i++) {
            csv.append("R-").append(i).append(",P-00001,2026-03-01,1.50,EUR,2026-03\n");
        }
        Files.writeString(folder.resolve("credits.csv"), csv);
    }

    private void awaitBatches(long count) {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (im.report().requests().of(BATCH) < count) {
            assertThat(System.nanoTime()).as("The push sends nothing").isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    @Test
    void nothing_is_lost_and_no_request_fails_beyond_the_first_401() throws Exception {
        writeExport();
        secrets.current("v1", SandboxClient.WRITER.id(), SandboxClient.WRITER.secret());
        secrets.pending("v2", "writer-2", "the-new-secret");
        im.putClient(new SandboxClient("writer-2", "the-new-secret", Set.of("im.write")));
        var push = CompletableFuture.supplyAsync(this::push);

        awaitBatches(10);
        for (var step : new String[] {"createSecret", "setSecret", "testSecret", "finishSecret"}) {
            step(step);
        }
        im.removeClient(SandboxClient.WRITER.id());
        im.revokeTokens();
        var run = push.get(120, TimeUnit.SECONDS);

        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(run.created()).isEqualTo(CREDITS);
        var report = im.report();
        assertThat(report.credits().stored()).isEqualTo(CREDITS);
        assertThat(report.credits().mostSent()).isEqualTo(1);
        assertThat(report.requests().of(TOKEN, 401)).isZero();
        // Those that were under way with the old token, and no other.
        assertThat(report.requests().of(BATCH, 401)).isBetween(1L, 4L);
        assertThat(secrets.version("AWSPREVIOUS")).isEqualTo("v1");
    }
}
