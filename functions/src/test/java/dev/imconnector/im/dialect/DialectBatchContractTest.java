package dev.imconnector.im.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imconnector.credit.Credit;
import dev.imconnector.credit.Outcome;
import dev.imconnector.im.ImUnavailableException;
import dev.imconnector.im.write.CreditOutcome;
import dev.imconnector.im.write.CreditSubmission;
import dev.imconnector.testkit.Reply;
import dev.imconnector.testkit.ScriptedServer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What holds for every dialect of what IM says that credits, whatever it takes to send them: by the dialect itself, and through
 * the real transport over real sockets.
 */
public abstract class DialectBatchContractTest extends DialectReadContractTest {

    /** How the other side of a dialect answers who sends credits, too. */
    protected interface BatchWire extends ReadWire {

        /** What the dialect has learned of its IM. */
        String learned();

        /** Has the next batch answered with that status and, for each credit that IM speaks of, what it says. */
        void answerBatch(ScriptedServer server, int status, List<Said> said);

        /** Has the next batch answered with one and the same reply, whatever is in it. */
        void answerBatch(ScriptedServer server, Reply reply);

        /** Has every batch from now on answered so. */
        void answerEachBatch(ScriptedServer server, Reply reply);

        /** The body that {@link #answerBatch(ScriptedServer, int, List)} answers with. */
        String batchAnswer(List<Said> said);

        /** How many requests carried credits. */
        int batches(ScriptedServer server);

        /** The values of that field of the credits, as they stood in the last batch. */
        List<String> sentValues(ScriptedServer server, String field);
    }

    /** What IM says that one credit. */
    protected record Said(String sourceRef, Saying saying, String words) {}

    /** The kinds of what it says. */
    protected enum Saying {
        CREATED,
        /** It is there already, by a word for that. */
        THERE,
        /** It is there already, by the words of an error. */
        THERE_BY_WORDS,
        REJECTED,
        /** Something that nobody knows. */
        ODD
    }

    @Override
    protected abstract BatchWire wire();

    private static Credit credit(String sourceRef, String amount) {
        return new Credit(sourceRef, "P-1", "2026-03-01", new BigDecimal(amount), "EUR", "2026-03");
    }

    private static List<Credit> credits(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> credit("R-" + i, "1.50"))
                .toList();
    }

    private CreditDialect credits() {
        return dialect().writes().credits(wire().learned());
    }

    private BatchResponse post(List<Credit> credits) throws InterruptedException {
        return credits().post(credits().batch(credits), false, soon(), transport());
    }

    private List<CreditOutcome> submit(List<Credit> credits) throws InterruptedException {
        var submission = new CreditSubmission(transport(), credits());
        return submission.submit(submission.prepare(credits), soon()).outcomes();
    }

    @Nested
    class A_batch {

        @ParameterizedTest
        @ValueSource(ints = {200, 201, 207, 400})
        void gives_each_credit_its_own_outcome_in_whatever_order_and_with_whatever_status(int status)
                throws InterruptedException {
            wire().answerBatch(
                            server,
                            status,
                            List.of(
                                    new Said("R-4", Saying.THERE_BY_WORDS, ""),
                                    new Said("R-2", Saying.REJECTED, "Participant not found"),
                                    new Said("R-3", Saying.THERE, ""),
                                    new Said("R-1", Saying.CREATED, "")));

            var outcomes = submit(credits(4));

            assertThat(outcomes)
                    .extracting(CreditOutcome::kind)
                    .containsExactly(
                            Outcome.CREATED, Outcome.REJECTED, Outcome.ALREADY_PRESENT, Outcome.ALREADY_PRESENT);
            assertThat(outcomes.get(1).reason()).contains("Participant not found");
        }

        @ParameterizedTest
        @ValueSource(ints = {200, 201, 202, 207})
        void says_nothing_by_a_success_alone(int status) throws InterruptedException {
            for (var body : List.of("{}", "[]", "{\"success\":true}")) {
                wire().answerBatch(server, Reply.json(status, body));

                var response = post(credits(2));

                assertThat(response.kind()).isEqualTo(BatchResponse.Kind.ITEMS);
                assertThat(response.items()).isEmpty();
            }
        }

        @Test
        void that_leaves_a_credit_out_is_asked_again_for_that_one() throws InterruptedException {
            wire().answerBatch(server, 200, List.of(new Said("R-1", Saying.CREATED, "")));
            wire().answerBatch(server, 200, List.of(new Said("R-2", Saying.CREATED, "")));

            assertThat(submit(credits(2))).extracting(CreditOutcome::kind).containsOnly(Outcome.CREATED);
            assertThat(wire().sentValues(server, "sourceRef")).containsExactly("R-2");
        }

        @Test
        void that_never_speaks_of_a_credit_leaves_it_without_an_outcome() throws InterruptedException {
            wire().answerEachBatch(server, Reply.json("{}"));

            assertThat(submit(credits(1))).extracting(CreditOutcome::code).containsExactly("NO_OUTCOME");
            assertThat(wire().batches(server)).isEqualTo(CreditSubmission.MAX_ASKED);
        }

        @Test
        void that_says_what_nobody_knows_says_nothing() throws InterruptedException {
            wire().answerBatch(server, 200, List.of(new Said("R-1", Saying.ODD, "")));

            assertThat(post(credits(1)).items())
                    .extracting(CreditVerdict::kind)
                    .containsExactly(CreditVerdict.Kind.UNKNOWN);
        }

        @Test
        void that_speaks_of_other_credits_says_nothing_of_these() throws InterruptedException {
            wire().answerBatch(server, 200, List.of(new Said("R-9", Saying.CREATED, "")));
            wire().answerBatch(server, 200, List.of(new Said("R-1", Saying.CREATED, "")));

            submit(credits(1));

            assertThat(wire().batches(server)).isEqualTo(2);
        }

        @Test
        void that_is_cut_off_wherever_it_may_be_says_nothing() throws InterruptedException {
            var body = wire().batchAnswer(
                            List.of(new Said("R-1", Saying.CREATED, ""), new Said("R-2", Saying.CREATED, "")));

            for (int length = 0; length < body.length(); length++) {
                wire().answerBatch(server, Reply.json(body.substring(0, length)));

                assertThat(saidOf(credits(2))).as(body.substring(0, length)).isEmpty();
            }
        }

        /** Nothing either when there is no usable answer at all. */
        private List<CreditVerdict> saidOf(List<Credit> credits) throws InterruptedException {
            try {
                return post(credits).items();
            } catch (ImUnavailableException e) {
                return List.of();
            }
        }

        @Test
        void in_conflict_as_a_whole_does_not_say_which() throws InterruptedException {
            wire().answerBatch(server, Reply.json(409, "{\"message\":\"exists\"}"));

            var response = post(credits(2));

            assertThat(response.kind()).isIn(BatchResponse.Kind.CONFLICT, BatchResponse.Kind.ITEMS);
            assertThat(response.items()).isNullOrEmpty();
        }

        @ParameterizedTest
        @ValueSource(ints = {400, 413, 422})
        void refused_as_a_whole_does_not_say_which_and_why_in_IMs_words(int status) throws InterruptedException {
            wire().answerBatch(server, Reply.json(status, "{\"message\":\"too many\"}"));

            var response = post(credits(2));

            assertThat(response.kind()).isEqualTo(BatchResponse.Kind.REFUSED);
            assertThat(response.words()).isEqualTo("IM answered " + status + ": too many");
        }

        @Test
        void that_fails_with_any_status_puts_no_credit_into_IM() throws InterruptedException {
            for (int status = 400; status <= 599; status++) {
                if (status == 409) {
                    continue; // in conflict: it is there
                }
                wire().answerEachBatch(server, Reply.json(status, "{}"));

                assertThat(outcomesOrNothing())
                        .as("%d", status)
                        .doesNotContain(Outcome.CREATED, Outcome.ALREADY_PRESENT);
            }
        }

        private List<Outcome> outcomesOrNothing() throws InterruptedException {
            var kinds = new ArrayList<Outcome>();
            for (var outcome : submit(credits(1))) {
                kinds.add(outcome == null ? null : outcome.kind());
            }
            return kinds;
        }

        @Test
        void is_sent_with_every_digit_and_every_character() throws InterruptedException {
            var sourceRefs = List.of("R \"1\"", "Grün/€\\n", "12345678901234567");
            var amounts = List.of("0.10", "-1234567890123.4500", "1E+2");
            wire().answerBatch(server, Reply.json("{}"));

            post(List.of(
                    credit(sourceRefs.get(0), amounts.get(0)),
                    credit(sourceRefs.get(1), amounts.get(1)),
                    credit(sourceRefs.get(2), amounts.get(2))));

            assertThat(wire().sentValues(server, "sourceRef")).isEqualTo(sourceRefs);
            assertThat(wire().sentValues(server, "amount")).containsExactly("0.10", "-1234567890123.4500", "100");
        }

        @Test
        void is_tried_only_once_when_that_is_asked_for() {
            wire().answerEachBatch(server, Reply.json(500, "{}"));

            assertThatThrownBy(() -> credits().post(credits().batch(credits(2)), true, soon(), transport()))
                    .isInstanceOf(ImUnavailableException.class);
            assertThat(wire().batches(server)).isEqualTo(1);
        }

        @Test
        void rejects_in_words_that_are_bounded_and_hold_no_credentials() throws InterruptedException {
            wire().answerBatch(
                            server,
                            200,
                            List.of(new Said("R-1", Saying.REJECTED, "Bearer eyJabc.def-x " + "y".repeat(2_000))));

            assertThat(submit(credits(1)).get(0).reason())
                    .startsWith("Bearer *** yyy")
                    .hasSizeLessThanOrEqualTo(CreditOutcome.MAX_REASON);
        }
    }
}
