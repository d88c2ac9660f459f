package dev.imconnector.sandbox.state;

import static dev.imconnector.sandbox.testkit.SandboxCaller.batchOf;
import static dev.imconnector.sandbox.testkit.SandboxCaller.credit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.sandbox.switches.WriteSwitches;
import dev.imconnector.sandbox.testkit.RunningSandbox;
import dev.imconnector.sandbox.testkit.SandboxCaller;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineRunsTest {

    @RegisterExtension
    final RunningSandbox running = new RunningSandbox();

    private final SandboxCaller im = running.im;
    private String writer;
    private String reader;

    @BeforeEach
    void tokens() {
        writer = im.writerToken();
        reader = im.readerToken();
    }

    private String start() {
        return im.write("POST", "/pipeline-runs", writer, "{\"pipelineId\":\"CLASSIFY\",\"periodId\":\"2026-03\"}")
                .json()
                .get("runId")
                .textValue();
    }

    private String status(String runId) {
        return im.get("/pipeline-runs/" + runId, reader).json().get("status").textValue();
    }

    private void advance(int seconds) {
        running.clock.advance(Duration.ofSeconds(seconds));
    }

    private String creditStatus(String sourceRef) {
        return im.get("/credits?%24filter=sourceRef%20eq%20%27" + sourceRef + "%27", reader)
                .json()
                .at("/value/0/status")
                .textValue();
    }

    @Test
    void aRunMovesOnWithTimeToItsEnd() {
        running.with(WriteSwitches.PIPELINE_SECONDS, 100);
        var run = start();

        assertThat(status(run)).isEqualTo("PENDING");
        advance(10);
        assertThat(status(run)).isEqualTo("RUNNING");
        advance(89);
        assertThat(status(run)).isEqualTo("RUNNING");
        advance(1);
        assertThat(status(run)).isEqualTo("COMPLETED");
    }

    @Test
    void aRunKeepsWhatItWasStartedWith() {
        var shown = im.get("/pipeline-runs/" + start(), reader).json();

        assertThat(shown.get("pipelineId").textValue()).isEqualTo("CLASSIFY");
        assertThat(shown.get("periodId").textValue()).isEqualTo("2026-03");
        assertThat(shown.get("createdDate").textValue()).isEqualTo("2026-03-02T04:15:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SUCCESSFUL", "FAILED", "CACEL", "Something else"})
    void theEndIsWhatTheSwitchSaidAtTheStart(String end) {
        running.with(WriteSwitches.PIPELINE_END, end);
        var run = start();
        running.with(WriteSwitches.PIPELINE_END, "COMPLETED");
        advance(30);

        assertThat(status(run)).isEqualTo(end);
    }

    @Test
    void everyStartIsARunOfItsOwn() {
        assertThat(start()).isNotEqualTo(start());

        var runs = im.get("/pipeline-runs?%24filter=pipelineId%20eq%20%27CLASSIFY%27", reader)
                .json()
                .get("value");
        assertThat(runs).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"pipelineId\":\"\"}",
                "{\"pipelineId\":7}",
                "{\"pipelineId\":\"X\",\"runId\":\"mine\"}"
            })
    void aStartThatIsNotRightStartsNothing(String body) {
        assertThat(im.write("POST", "/pipeline-runs", writer, body).status()).isEqualTo(400);
        assertThat(im.get("/pipeline-runs", reader).json().get("value")).isEmpty();
    }

    @Test
    void theWriterMayNotLook() {
        assertThat(im.get("/pipeline-runs/" + start(), writer).status()).isEqualTo(403);
    }

    @Test
    void aGoodEndClassifiesTheCreditsThatWereThereAtTheStart() {
        running.set("classification-error-ref", "BAD-.*");
        im.batch(writer, batchOf(credit("A-1"), credit("BAD-1")));
        start();
        im.batch(writer, batchOf(credit("A-2")));
        assertThat(creditStatus("A-1")).isEqualTo("PENDING");
        advance(30);

        assertThat(creditStatus("A-1")).isEqualTo("PROCESSED");
        assertThat(creditStatus("BAD-1")).isEqualTo("ERROR");
        assertThat(creditStatus("A-2")).isEqualTo("PENDING");
    }

    @Test
    void aBadEndClassifiesNothing() {
        running.with(WriteSwitches.PIPELINE_END, "FAILED");
        im.batch(writer, batchOf(credit("A-1")));
        start();
        advance(30);

        assertThat(creditStatus("A-1")).isEqualTo("PENDING");
    }
}
