package dev.imconnector.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.credit.Outcome;
import dev.imconnector.problem.Problem;
import dev.imconnector.run.RunId;
import dev.imconnector.run.RunKind;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunRecords;
import dev.imconnector.store.Location;
import dev.imconnector.store.StoredObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunAnswerTest {

    private static final int LIMIT_OF_STEP_FUNCTIONS = 256 * 1024;

    private final RunRecord run = RunRecord.begin(
            new RunId("night"), RunKind.CREDIT_PUSH, null, "test", Instant.parse("2026-03-02T04:15:00Z"));

    private JsonNode answer() throws IOException {
        var bytes = RunAnswer.of(run);
        assertThat(bytes.length).isLessThan(LIMIT_OF_STEP_FUNCTIONS);
        return RunRecords.json().readTree(bytes);
    }

    private void pin(int objects, int lengthOfEach) {
        run.pin(IntStream.range(0, objects)
                .mapToObj(i -> new StoredObject(
                        Location.parse("s3://bucket/" + "x".repeat(lengthOfEach) + i), 1, "version-" + i))
                .toList());
    }

    @Test
    void of_a_usual_size_is_the_record() throws IOException {
        pin(20, 100);

        assertThat(answer())
                .isEqualTo(RunRecords.json().readTree(RunRecords.json().writeValueAsBytes(run)));
    }

    @Test
    void with_five_hundred_long_uris_keeps_the_first_and_all_that_the_workflow_needs() throws IOException {
        pin(500, 1_000);
        run.count(Outcome.CREATED, "EUR", BigDecimal.ONE);
        run.fail(new Problem("NO_OUTCOME", "IM gave no outcome", "Call again"), Instant.parse("2026-03-02T05:00:00Z"));

        var answer = answer();

        assertThat(answer.get("input")).hasSize(10);
        assertThat(answer.get("omitted")).extracting(JsonNode::asText).containsExactly("input");
        assertThat(answer.get("status").asText()).isEqualTo("FAILED");
        assertThat(answer.get("error").get("code").asText()).isEqualTo("NO_OUTCOME");
        assertThat(answer.get("created").asLong()).isEqualTo(1);
        assertThat(run.input()).as("the record itself keeps all").hasSize(500);
    }

    @Test
    void with_the_words_of_a_thousand_records_leaves_the_checkpoint_out_and_the_input_in() throws IOException {
        pin(3, 100);
        ObjectNode checkpoint = RunRecords.json().createObjectNode();
        var words = checkpoint.putArray("withoutOutcome");
        IntStream.range(0, 1_000).forEach(i -> words.add("ä".repeat(500)));
        run.checkpoint(checkpoint);

        var answer = answer();

        assertThat(answer.get("checkpoint").isNull()).isTrue();
        assertThat(answer.get("input")).hasSize(3);
        assertThat(answer.get("omitted")).extracting(JsonNode::asText).containsExactly("checkpoint");
    }
}
