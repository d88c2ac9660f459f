package dev.imconnector.im.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imconnector.im.ImDeniedException;
import dev.imconnector.im.ImRefusedException;
import dev.imconnector.im.ImUnavailableException;
import dev.imconnector.im.RowId;
import dev.imconnector.im.write.ImWriter;
import dev.imconnector.testkit.Reply;
import dev.imconnector.testkit.ScriptedServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
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

        /** How it answers who starts pipeline runs; empty when none can be started. */
        Optional<StartWire> starts(ScriptedServer server);

        /** How it answers who cancels pipeline runs; empty when none can be cancelled. */
        default Optional<CancelWire> cancels() {
            return Optional.empty();
        }
    }

    /** How the other side of a dialect answers who starts pipeline runs. */
    public interface StartWire {

        /** What starts a pipeline run. */
        String body();

        /** What IM answers when it starts a pipeline run of that id. */
        Reply started(String id);

        /** Has the next starts answered so; what is asked for beside that is answered, too. */
        void answer(Reply... replies);

        /** Has every start answered so. */
        void answerEach(Reply reply);

        /** How many starts IM was sent. */
        long sent();
    }

    /** How the other side of a dialect answers who cancels pipeline runs. */
    public interface CancelWire {

        /** Where a run is shown and cancelled, below the server. */
        String path(String id);

        /** A run as IM shows it. */
        String run(String id, RunIs how);

        /** Each way in which IM says that it has taken a cancel. */
        List<Reply> taken(String id);

        /** Each way in which IM refuses one with these words. */
        List<Reply> refused(String id, String words);

        /** What is answered where there is no such run. */
        Reply unknown(String id);
    }

    /** How a run that is to be cancelled stands. */
    public enum RunIs {
        GOING,
        CANCELLED,
        SUCCEEDED,
        FAILED,
        /** It is shown no longer. */
        GONE
    }

    @Override
    protected abstract Wire wire();

    private ImWriter writer() {
        return new ImWriter(transport(), dialect().writes());
    }

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
            return writer().change(new RowChange(operation, ID, BODY), soon());
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
                assertThatThrownBy(() -> writer().fields(operation)).isInstanceOf(OperationMissingException.class);
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

        private Optional<String> start(StartWire wire) throws InterruptedException {
            return writer().startPipelineRun(wire.body().getBytes(StandardCharsets.UTF_8), soon());
        }

        @Test
        void can_be_started_where_the_dialect_says_so_and_is_refused_else() {
            var isOffered = dialect().writes().operations().contains(Operation.START_PIPELINE_RUN);

            assertThat(wire().starts(server).isPresent()).isEqualTo(isOffered);
            if (!isOffered) {
                assertThatThrownBy(() -> writer().startPipelineRun(new byte[0], soon()))
                        .isInstanceOf(OperationMissingException.class);
                assertThat(server.requests()).isEmpty();
            }
        }

        @Test
        void is_started_and_known_by_its_id_as_a_text() throws InterruptedException {
            for (var wire : wire().starts(server).stream().toList()) {
                wire.answer(wire.started("12345678901234567"), Reply.json("{}"), Reply.json("[]"));

                assertThat(start(wire)).contains("12345678901234567");
                assertThat(start(wire)).isEmpty();
                assertThat(start(wire)).isEmpty();
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {408, 500, 502, 503, 504})
        void is_never_started_twice(int status) {
            for (var wire : wire().starts(server).stream().toList()) {
                wire.answerEach(Reply.json(status, "{}"));

                assertThatThrownBy(() -> start(wire)).isInstanceOf(ImUnavailableException.class);

                assertThat(wire.sent()).isEqualTo(1);
            }
        }

        @Test
        void is_not_started_again_when_the_connection_is_lost() {
            for (var wire : wire().starts(server).stream().toList()) {
                wire.answerEach(Reply.reset());

                assertThatThrownBy(() -> start(wire)).isInstanceOf(ImUnavailableException.class);

                assertThat(wire.sent()).isEqualTo(1);
            }
        }
    }

    /** A run is cancelled once; what became of a cancel the run itself says. */
    @Nested
    class A_cancel {

        private static final String ID = "12345678901234567";

        private final AtomicReference<RunIs> run = new AtomicReference<>(RunIs.GOING);

        private Optional<Cancelled> cancel() throws InterruptedException {
            return writer().cancelPipelineRun(new RowId(ID), soon());
        }

        /** Has cancels answered by these replies in turn, and the run be so from the last of them on. */
        private void answer(CancelWire wire, RunIs then, Reply... replies) {
            run.set(RunIs.GOING);
            server.forget();
            var next = new ArrayDeque<>(List.of(replies));
            server.always(wire.path(ID), request -> {
                if (request.method().equals("GET")) {
                    var now = run.get();
                    return now == RunIs.GONE ? wire.unknown(ID) : Reply.json(wire.run(ID, now));
                }
                var reply = next.remove();
                run.set(next.isEmpty() ? then : run.get());
                return reply;
            });
        }

        private long sent(CancelWire wire) {
            return server.requests(wire.path(ID)).stream()
                    .filter(request -> request.method().equals("DELETE"))
                    .count();
        }

        private List<CancelWire> wires() {
            return wire().cancels().stream().toList();
        }

        @Test
        void is_taken_where_the_dialect_says_so_and_refused_else() {
            var isOffered = dialect().writes().operations().contains(Operation.CANCEL_PIPELINE_RUN);

            assertThat(wire().cancels().isPresent()).isEqualTo(isOffered);
            if (!isOffered) {
                assertThatThrownBy(this::cancel).isInstanceOf(OperationMissingException.class);
                assertThat(server.requests()).isEmpty();
            }
        }

        @Test
        void that_IM_takes_is_told_with_how_the_run_stands_by_now() throws InterruptedException {
            for (var wire : wires()) {
                for (var taken : wire.taken(ID)) {
                    answer(wire, RunIs.CANCELLED, taken);
                    assertThat(cancel()).contains(new Cancelled(Cancelled.Outcome.CANCELLED, PipelineState.FAILED));
                    answer(wire, RunIs.GOING, taken);
                    assertThat(cancel()).contains(new Cancelled(Cancelled.Outcome.CANCELLING, PipelineState.RUNNING));
                    answer(wire, RunIs.SUCCEEDED, taken);
                    assertThat(cancel()).contains(new Cancelled(Cancelled.Outcome.ENDED, PipelineState.SUCCEEDED));
                    answer(wire, RunIs.GONE, taken);
                    assertThat(cancel()).contains(new Cancelled(Cancelled.Outcome.CANCELLED, PipelineState.FAILED));
                    assertThat(sent(wire)).isEqualTo(1);
                }
            }
        }

        @Test
        void of_a_run_that_has_ended_is_not_sent_and_says_how_it_ended() throws InterruptedException {
            for (var wire : wires()) {
                answer(wire, RunIs.GOING);
                run.set(RunIs.CANCELLED);
                assertThat(cancel()).contains(new Cancelled(Cancelled.Outcome.CANCELLED, PipelineState.FAILED));
                run.set(RunIs.FAILED);
                assertThat(cancel()).contains(new Cancelled(Cancelled.Outcome.ENDED, PipelineState.FAILED));
                run.set(RunIs.SUCCEEDED);
                assertThat(cancel()).contains(new Cancelled(Cancelled.Outcome.ENDED, PipelineState.SUCCEEDED));
                run.set(RunIs.GONE);
                assertThat(cancel()).isEmpty();

                assertThat(sent(wire)).isZero();
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 200, 408, 500, 502, 503, 504})
        void whose_answer_was_lost_is_settled_by_the_run(int status) throws InterruptedException {
            var lost = status == 0 ? Reply.reset() : status == 200 ? Reply.html(200, "") : Reply.json(status, "{}");
            for (var wire : wires()) {
                answer(wire, RunIs.CANCELLED, lost);
                assertThat(cancel()).contains(new Cancelled(Cancelled.Outcome.CANCELLED, PipelineState.FAILED));
                assertThat(sent(wire)).isEqualTo(1);

                answer(wire, RunIs.SUCCEEDED, lost);
                assertThat(cancel()).contains(new Cancelled(Cancelled.Outcome.ENDED, PipelineState.SUCCEEDED));

                answer(wire, RunIs.CANCELLED, lost, wire.taken(ID).get(0));
                assertThat(cancel()).contains(new Cancelled(Cancelled.Outcome.CANCELLED, PipelineState.FAILED));
                assertThat(sent(wire)).isEqualTo(2);
            }
        }

        @Test
        void that_stays_without_an_answer_while_the_run_goes_on_is_said_to_be_lost() {
            for (var wire : wires()) {
                answer(wire, RunIs.GOING, Reply.json(504, "{}"), Reply.reset(), Reply.json(502, "{}"));

                assertThatThrownBy(this::cancel).isInstanceOfSatisfying(PipelineCancelLostException.class, e -> {
                    assertThat(e.problem().code()).isEqualTo("PIPELINE_CANCEL_LOST");
                    assertThat(e.problem().fix()).contains("again");
                });
                assertThat(sent(wire)).isEqualTo(3);
            }
        }

        @Test
        void that_IM_refuses_is_refused_with_its_words_unless_the_run_has_ended_meanwhile()
                throws InterruptedException {
            for (var wire : wires()) {
                for (var refused : wire.refused(ID, "No right")) {
                    answer(wire, RunIs.GOING, refused);
                    assertThatThrownBy(this::cancel)
                            .isInstanceOf(PipelineRefusedException.class)
                            .hasMessageContaining("No right");
                    answer(wire, RunIs.SUCCEEDED, refused);
                    assertThat(cancel()).contains(new Cancelled(Cancelled.Outcome.ENDED, PipelineState.SUCCEEDED));
                    assertThat(sent(wire)).isEqualTo(1);
                }
            }
        }

        @Test
        void by_who_may_not_is_denied() {
            for (var wire : wires()) {
                answer(wire, RunIs.GOING, Reply.json(403, "{}"));

                assertThatThrownBy(this::cancel).isInstanceOf(ImDeniedException.class);
            }
        }
    }
}
