package dev.imconnector.sandbox.state;

import static dev.imconnector.sandbox.testkit.SandboxCaller.batchOf;
import static dev.imconnector.sandbox.testkit.SandboxCaller.credit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imconnector.sandbox.ImSandbox;
import dev.imconnector.sandbox.SandboxOptions;
import dev.imconnector.sandbox.switches.RateSwitches;
import dev.imconnector.sandbox.switches.SandboxSettingException;
import dev.imconnector.sandbox.testkit.SandboxCaller;
import dev.imconnector.sandbox.testkit.StandingClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileTest {

    @TempDir
    private Path folder;

    private final StandingClock clock = new StandingClock();
    private Path file;

    @BeforeEach
    void file() {
        file = folder.resolve("im.jsonl");
    }

    private ImSandbox start() {
        return ImSandbox.start(
                SandboxOptions.defaults().with(RateSwitches.RATE_LIMIT, 0).withStateFile(file), clock);
    }

    private static String read(ImSandbox sandbox, String path) {
        var im = new SandboxCaller(sandbox);
        return im.get(path, im.readerToken()).body();
    }

    @Test
    void creditsAndCountsSurviveARestart() {
        SandboxReport.Credits before;
        String rows;
        try (var sandbox = start()) {
            var im = new SandboxCaller(sandbox);
            var token = im.writerToken();
            im.batch(token, batchOf(credit("A-1", "1.10"), credit("A-2", "0.00000000000001"), credit("A-3", "\"x\"")));
            im.batch(token, batchOf(credit("A-1", "1.10").replace("}", ",\"deal\":1.50}"), credit("\u00e9-4", "1e3")));
            sandbox.changeCreditStatus("A-2", "REVERSED");
            before = sandbox.report().credits();
            rows = read(sandbox, "/credits?%24orderby=creditId");
        }

        try (var sandbox = start()) {
            assertThat(sandbox.report().credits())
                    .usingRecursiveComparison()
                    .ignoringFields("sameSourceRefUnderWay", "sameSourceRefInBatch")
                    .isEqualTo(before);
            assertThat(read(sandbox, "/credits?%24orderby=creditId")).isEqualTo(rows);
            var im = new SandboxCaller(sandbox);
            assertThat(im.batch(im.writerToken(), batchOf(credit("A-1"))).status())
                    .isEqualTo(207);
        }
    }

    @Test
    void quotasParticipantsAndRunsSurviveARestart() {
        String runId;
        try (var sandbox = start()) {
            var im = new SandboxCaller(sandbox);
            var token = im.writerToken();
            im.batch(token, batchOf(credit("A-1")));
            im.write("PATCH", "/quotas/Q0000001", token, "{\"targetAmount\":7.10}");
            im.write("PATCH", "/participants/P0000001", token, "{\"status\":\"INACTIVE\"}");
            runId = im.write("POST", "/pipeline-runs", token, "{\"pipelineId\":\"PAY\"}")
                    .json()
                    .get("runId")
                    .textValue();
        }
        clock.advance(Duration.ofSeconds(30));

        try (var sandbox = start()) {
            assertThat(read(sandbox, "/quotas/Q0000001")).contains("\"targetAmount\":7.10");
            assertThat(read(sandbox, "/participants/P0000001")).contains("INACTIVE");
            assertThat(read(sandbox, "/pipeline-runs/" + runId)).contains("PAY", "COMPLETED");
            assertThat(read(sandbox, "/credits")).contains("PROCESSED");
        }
    }

    @Test
    void tokensDoNotSurviveARestart() {
        String token;
        try (var sandbox = start()) {
            token = new SandboxCaller(sandbox).readerToken();
        }

        try (var sandbox = start()) {
            assertThat(new SandboxCaller(sandbox).get("/quotas", token).status())
                    .isEqualTo(401);
        }
    }

    @Test
    void aLineThatACrashCutOffIsLeftOutAndWrittenOver() throws IOException {
        try (var sandbox = start()) {
            var im = new SandboxCaller(sandbox);
            im.batch(im.writerToken(), batchOf(credit("A-1"), credit("A-2")));
        }
        var whole = Files.readString(file);
        Files.writeString(file, whole.substring(0, whole.length() - 20));

        try (var sandbox = start()) {
            assertThat(sandbox.credit("A-1")).isPresent();
            assertThat(sandbox.credit("A-2")).isEmpty();
            var im = new SandboxCaller(sandbox);
            im.batch(im.writerToken(), batchOf(credit("A-2")));
        }
        try (var sandbox = start()) {
            assertThat(sandbox.credit("A-2")).isPresent();
            assertThat(sandbox.timesSent("A-2")).isEqualTo(2);
        }
    }

    @Test
    void aLineThatIsNoneOfTheJournalsIsNamed() throws IOException {
        try (var sandbox = start()) {
            var im = new SandboxCaller(sandbox);
            im.batch(im.writerToken(), batchOf(credit("A-1")));
        }
        Files.writeString(file, "{\"something\":{}}\n", StandardCharsets.UTF_8, StandardOpenOption.APPEND);

        assertThatThrownBy(this::start)
                .isInstanceOf(SandboxSettingException.class)
                .hasMessageContaining("im.jsonl")
                .hasMessageContaining("line 3");
    }

    @Test
    void aFileThatCannotBeWrittenIsNamed() {
        file = folder.resolve("missing").resolve("im.jsonl");

        assertThatThrownBy(this::start)
                .isInstanceOf(SandboxSettingException.class)
                .hasMessageContaining("im.jsonl");
    }

    @Test
    void aRequestThatWasAnsweredIsInTheFileBeforeTheSandboxIsClosed() throws IOException {
        try (var sandbox = start()) {
            var im = new SandboxCaller(sandbox);
            im.batch(im.writerToken(), batchOf(credit("A-1")));

            assertThat(Files.readString(file)).contains("\"created\":{\"sourceRef\":\"A-1\"");
        }
    }
}
