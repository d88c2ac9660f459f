package dev.imconnector.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.sandbox.switches.FaultSwitches;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A function that ends without an answer: out of time, out of memory, killed. The next invocation goes on. */
class BreakdownIT {

    private static final String FUNCTION = "PushCreditsFunction";

    /** One credit at a time, and a lease that ends 31 s after its last renewal. */
    private static final Map<String, String> SLOWLY =
            Map.of("IM_BATCH_SIZE", "5", "IM_MAX_IN_FLIGHT", "1", "IM_REQUEST_TIMEOUT_SECONDS", "1");

    private static final int RECORDS = 100;

    private final Application app = Stack.application();
    private final Exports.Night night = Exports.night();

    BreakdownIT() {
        app.withCredentials();
        app.put(night.key("credits.csv"), night.csv(RECORDS));
    }

    @AfterEach
    void reset() {
        app.withCredentials();
    }

    private String start() {
        return app.startArn(app.quick("CreditPushWorkflow"), night.input());
    }

    /** Each is in IM; those that were under way at the breakdown may have been found there again. */
    private void assertAllIn(String execution) {
        var output = Application.succeeded(app.end(execution));
        assertThat(output.path("created").asInt()
                        + output.path("alreadyPresent").asInt())
                .isEqualTo(RECORDS);
        assertThat(output.path("failed").asInt()).isZero();
        for (int number = 1; number <= RECORDS; number++) {
            assertThat(app.im().credit(night.ref(number))).as(night.ref(number)).isPresent();
        }
        assertThat(app.im().report().credits().sameSourceRefUnderWay()).isZero();
    }

    @Test
    void killed_in_the_middle_the_next_invocation_goes_on() {
        app.environment(FUNCTION, SLOWLY);
        app.im().set(FaultSwitches.LATENCY_MILLIS, 150);
        var execution = start();
        Application.await("the tenth credit", () -> app.im().credit(night.ref(10)), Optional::isPresent);

        assertThat(kill()).isPositive();

        assertAllIn(execution);
    }

    /** Kills the push's JVMs of this local AWS. @return how many */
    private long kill() {
        var ours = "port-" + app.aws().port() + "/";
        return ProcessHandle.allProcesses()
                .filter(process -> {
                    var line = process.info().commandLine().orElse("");
                    return line.contains("AWSLambda") && line.contains("PushCreditsHandler") && line.contains(ours);
                })
                .filter(ProcessHandle::destroyForcibly)
                .count();
    }

    @Test
    void out_of_time_in_the_middle_of_a_write_the_next_invocation_goes_on() {
        app.environment(FUNCTION, SLOWLY);
        app.timeout(FUNCTION, 8);
        var held = new AtomicBoolean();
        app.gate().rule(call -> {
            var isCheckpoint = call.action().equals("PUT") && call.path().contains(night.runId());
            if (isCheckpoint && app.im().credit(night.ref(1)).isPresent() && held.compareAndSet(false, true)) {
                Thread.sleep(20_000);
            }
            return Optional.empty();
        });

        assertAllIn(start());
        assertThat(held).isTrue();
    }

    /**
     * With a heap so small that it is full before the first credit, or while credits are under way and any thread may meet
     * the error. The function keeps its 900 s: an invocation that hung would be waited for in vain.
     */
    @ParameterizedTest
    @ValueSource(ints = {14, 20})
    void out_of_memory_it_ends_at_once_and_the_next_invocation_with_enough_of_it_goes_on(int megabytes) {
        app.environment(FUNCTION, SLOWLY);
        heap(megabytes);
        app.put(night.key("credits.csv"), withNotes(night.csv(RECORDS)));
        var before = timesOutOfMemory();
        var execution = start();
        Application.await("an OutOfMemoryError", this::timesOutOfMemory, times -> times > before);

        heap(256);

        assertAllIn(execution);
    }

    private long timesOutOfMemory() {
        return app.log(FUNCTION).stream()
                .filter(line -> line.contains("OutOfMemoryError"))
                .count();
    }

    /** Beside the JVM options that the template gives it. */
    private void heap(int megabytes) {
        app.configure(FUNCTION, configuration -> {
            var variables = configuration.withObject("/Environment/Variables");
            var options = variables.path("JAVA_TOOL_OPTIONS").asText();
            variables.put("JAVA_TOOL_OPTIONS", options + " -Xmx" + megabytes + "m");
            return configuration;
        });
    }

    /** So long that one ranged read is more than a small heap holds. */
    private static String withNotes(String csv) {
        return csv.replace("periodId\n", "periodId,note\n")
                .replace("2026-03\n", "2026-03," + "x".repeat(80_000) + "\n");
    }
}
