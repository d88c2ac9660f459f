package dev.imconnector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.sandbox.ImSandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real process that is told to end in the middle of a push, by SIGTERM, which a JVM takes as it does Ctrl-C as long as no library takes that. */
@Timeout(180)
class CtrlCTest {

    private static final int CREDITS = 8;

    @TempDir
    Path folder;

    private final ImSandbox sandbox = Terminal.sandbox();

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private Path export() throws IOException {
        return Files.writeString(
                folder.resolve("my credits.csv"),
                IntStream.rangeClosed(1, CREDITS)
                        .mapToObj("A-%d,P0000001,2026-03-01,1.50,EUR,2026-03\n"::formatted)
                        .collect(Collectors.joining(
                                "", "sourceRef,participantId,transactionDate,amount,currencyCode,periodId\n", "")));
    }

    private Terminal terminal() {
        return new Terminal(folder)
                .at(sandbox)
                .with("IM_BATCH_SIZE", "1")
                .with("IM_MAX_IN_FLIGHT", "1")
                .with("IM_REQUEST_TIMEOUT_SECONDS", "5");
    }

    /** @return what it noted until it ended */
    private String endedInTheMiddle(Map<String, String> environment, List<String> words) throws Exception {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.imconnector.cli.Im"));
        command.addAll(words);
        var noted = folder.resolve("noted.txt");
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(noted.toFile());
        builder.environment().putAll(environment);
        var process = builder.start();
        var hasEnded = false;
        while (!hasEnded && sandbox.report().credits().stored() == 0) {
            hasEnded = process.waitFor(100, TimeUnit.MILLISECONDS);
        }
        assertThat(hasEnded).as(Files.readString(noted)).isFalse();
        process.destroy();
        assertThat(process.waitFor()).isEqualTo(128 + 15);
        return Files.readString(noted);
    }

    @Test
    void a_push_that_waits_for_the_limit_says_how_to_go_on_and_gives_its_lease_back() throws Exception {
        var export = export();
        var terminal = terminal().with("IM_REQUESTS_PER_MINUTE", "3");

        var noted = endedInTheMiddle(terminal.environment(), List.of("push", export.toString(), "--run-id", "night"));

        assertThat(noted)
                .contains("Run night, kept in ")
                .contains("Stopped. To resume the run: im push '" + export + "' --run-id night");
        assertThat(sandbox.report().credits().stored()).isLessThan(CREDITS);
        var retry = noted.contains("--retry") ? List.of("--retry") : List.<String>of();
        var words = new ArrayList<>(List.of("push", export.toString(), "--run-id", "night"));
        words.addAll(retry);
        assertThat(terminal().with("IM_REQUESTS_PER_MINUTE", "0").im(words.toArray(String[]::new)))
                .isZero();
        assertThat(sandbox.report().credits().stored()).isEqualTo(CREDITS);
        assertThat(sandbox.report().credits().sameSourceRefUnderWay()).isZero();
    }

    @Test
    void a_push_whose_requests_are_answered_lets_them_be_answered_and_goes_on_by_a_retry() throws Exception {
        var export = export();
        sandbox.set("latency-ms", "400");
        var terminal = terminal().with("IM_REQUESTS_PER_MINUTE", "0");

        var noted = endedInTheMiddle(
                terminal.environment(), List.of("push", export.toString(), "--run-id", "night", "--json"));

        assertThat(noted).contains("Stopped. To resume the run: im push '" + export + "' --run-id night --retry");
        sandbox.set("latency-ms", "0");
        assertThat(terminal.im("push", export.toString(), "--run-id", "night", "--retry"))
                .isZero();
        assertThat(sandbox.report().credits().stored()).isEqualTo(CREDITS);
        assertThat(folder.resolve(".im/runs/night/stop.json")).doesNotExist();
    }
}
