package dev.imconnector.im.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imconnector.im.ImRefusedException;
import dev.imconnector.im.ImUnavailableException;
import dev.imconnector.im.RowId;
import dev.imconnector.im.write.ImWriter;
import dev.imconnector.testkit.Reply;
import dev.imconnector.testkit.ScriptedServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What holds for every dialect of IM, whatever it looks like on the wire: by the dialect itself, and through the real
 * transport over real sockets. A dialect's own test extends it, and says how its IM answers: {@link #wire()}.
 */
public abstract class DialectContractTest extends DialectBatchContractTest {

    /** How the other side of a dialect answers who changes rows and starts pipelines, too. */
    protected interface Wire extends BatchWire {

        /** Has the next change of that kind answered so. */
        void answerChange(ScriptedServer server, Operation operation, String id, Reply reply);

        /** What IM answers when it starts a pipeline run of that id. */
        Reply started(String id);

        /** What starts a pipeline run. */
        default String startBody() {
            return "{\"pipelineId\":\"P\"}";
        }

        /** Has what must be known of IM before a start answered, whenever it is asked. */
        default void answerWhatAStartNeeds(ScriptedServer server) {}

        /** Where pipeline runs are started, below the server. */
        String startPath();
    }

    @Override
    protected abstract Wire wire();

    @Nested
    class An_operation {

        private static final RowId ID = new RowId("Q 17");
        private static final byte[] BODY = "{\"a\":1.10}".getBytes(StandardCharsets.UTF_8);
        private static final Set<Operation> ON_ROWS = Set.of(
                Operation.REPLACE_QUOTA,
                Operation.CHANGE_QUOTA,
                Operation.REPLACE_PARTICIPANT,
                Operation.CHANGE_PARTICIPANT);

        private Changed change(Operation operation) throws InterruptedException {
            return new ImWriter(transport(), dialect().writes()).change(new RowChange(operation, ID, BODY), soon());
        }

        private List<Operation> offered() {
            return ON_ROWS.stream()
                    .filter(dialect().writes().operations()::contains)
                    .toList();
        }

        @ParameterizedTest
        @EnumSource(Operation.class)
        void that_IM_does_not_have_is_refused_and_nothing_sent(Operation operation) {
            if (!dialect().writes().operations().contains(operation)) {
                assertThatThrownBy(() -> change(operation)).isInstanceOf(OperationMissingException.class);
                assertThatThrownBy(() -> new ImWriter(transport(), dialect().writes()).fields(operation))
                        .isInstanceOf(OperationMissingException.class);
                assertThat(server.requests()).isEmpty();
            } else {
                var known = dialect().writes().fields(operation);
                assertThat(known.texts()).containsAll(known.id().stream().toList());
            }
        }

        @Test
        void sends_the_body_as_it_came_and_tells_the_row_that_IM_answers() throws InterruptedException {
            for (var operation : offered()) {
                server.forget();
                wire().answerChange(server, operation, ID.text(), Reply.json("{\"b\":2.50}"));

                var changed = change(operation);

                assertThat(changed.changed()).isTrue();
                assertThat(changed.row().map(String::new)).contains("{\"b\":2.50}");
                assertThat(server.requests()).anyMatch(request -> request.body().equals("{\"a\":1.10}"));
            }
        }

        @Test
        void that_changes_nothing_says_so_and_one_without_a_description_has_none() throws InterruptedException {
            for (var operation : offered()) {
                wire().answerChange(server, operation, ID.text(), Reply.status(304));
                assertThat(change(operation)).isEqualTo(new Changed(false, Optional.empty()));
                for (var reply : List.of(Reply.status(204), Reply.json("[1]"), Reply.json("{\"cut\":"))) {
                    wire().answerChange(server, operation, ID.text(), reply);
                    assertThat(change(operation)).isEqualTo(new Changed(true, Optional.empty()));
                }
            }
        }

        @Test
        void that_IM_refuses_is_refused_with_its_words() {
            for (var operation : offered()) {
                wire().answerChange(server, operation, ID.text(), Reply.json(422, "{\"message\":\"no\"}"));

                assertThatThrownBy(() -> change(operation))
                        .isInstanceOfSatisfying(
                                ImRefusedException.class,
                                e -> assertThat(e.status()).isEqualTo(422))
                        .hasMessageContaining("422: no");
            }
        }
    }

    @Nested
    class A_pipeline_run {

        private Optional<String> start() throws InterruptedException {
            wire().answerWhatAStartNeeds(server);
            return new ImWriter(transport(), dialect().writes())
                    .startPipelineRun(wire().startBody().getBytes(StandardCharsets.UTF_8), soon());
        }

        @Test
        void is_started_and_known_by_its_id_as_a_text() throws InterruptedException {
            server.next(wire().startPath(), wire().started("12345678901234567"), Reply.json("{}"), Reply.json("[]"));

            assertThat(start()).contains("12345678901234567");
            assertThat(start()).isEmpty();
            assertThat(start()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(ints = {408, 500, 502, 503, 504})
        void is_never_started_twice(int status) {
            server.always(wire().startPath(), Reply.json(status, "{}"));

            assertThatThrownBy(this::start).isInstanceOf(ImUnavailableException.class);

            assertThat(startsSent()).isEqualTo(1);
        }

        @Test
        void is_not_started_again_when_the_connection_is_lost() {
            server.always(wire().startPath(), Reply.reset());

            assertThatThrownBy(this::start).isInstanceOf(ImUnavailableException.class);

            assertThat(startsSent()).isEqualTo(1);
        }

        private long startsSent() {
            return server.requests(wire().startPath()).stream()
                    .filter(request -> request.method().equals("POST"))
                    .count();
        }
    }
}
