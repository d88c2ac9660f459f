package dev.imconnector.im.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.credit.Credit;
import dev.imconnector.credit.Outcome;
import dev.imconnector.im.CallTimes;
import dev.imconnector.im.ImUnavailableException;
import dev.imconnector.im.dialect.course.CourseDialect;
import dev.imconnector.testkit.ImStack;
import dev.imconnector.testkit.SettableClock;
import dev.imconnector.testkit.SimulatedIm;
import dev.imconnector.time.Deadline;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of each credit, whatever IM answers. */
class CreditSubmissionTest {

    private final SettableClock clock = new SettableClock();
    private final SimulatedIm im = new SimulatedIm(clock);
    private final ImStack stack = new ImStack(im, clock, 0);
    private final CreditSubmission submission = new CreditSubmission(
            stack.connection.transport(stack.sleeper, () -> {}),
            new CourseDialect(Pattern.compile("(?i)\\b409\\b|already exists|duplicate source ?ref"))
                    .writes()
                    .credits(""));

    private static List<Credit> credits(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(i -> new Credit("R-" + i, "P-1", "2026-03-01", new BigDecimal("1.50"), "EUR", "2026-03"))
                .toList();
    }

    private CreditSubmission.Result submit(List<Credit> credits) throws InterruptedException {
        return submission.submit(
                submission.prepare(credits), CallTimes.until(Deadline.after(Duration.ofHours(1), clock)));
    }

    private static List<Outcome> kinds(CreditSubmission.Result result) {
        return result.outcomes().stream()
                .map(outcome -> outcome == null ? null : outcome.kind())
                .toList();
    }

    @Test
    void outcomes_are_matched_by_sourceRef_although_IM_answers_in_another_order() throws InterruptedException {
        im.reject("R-2");

        var result = submit(credits(1, 3));

        assertThat(kinds(result)).containsExactly(Outcome.CREATED, Outcome.REJECTED, Outcome.CREATED);
        assertThat(result.outcomes().get(1).reason()).isEqualTo("Participant not found");
    }

    @ParameterizedTest
    @CsvSource({
        "ERROR, 409 Conflict, ALREADY_PRESENT",
        "ERROR, Credit ALREADY EXISTS, ALREADY_PRESENT",
        "ERROR, duplicate sourceRef, ALREADY_PRESENT",
        "DUPLICATE, , ALREADY_PRESENT",
        "exists, , ALREADY_PRESENT",
        "ALREADY_EXISTS, , ALREADY_PRESENT",
        "Conflict, , ALREADY_PRESENT",
        "ERROR, duplicate assignment, REJECTED",
        "ERROR, error 4090, REJECTED",
    })
    void a_duplicate_is_already_present_only_when_IMs_words_say_so(String status, String message, Outcome expected)
            throws InterruptedException {
        submit(credits(1, 1));
        im.duplicatesAre(status, message == null ? "" : message);

        assertThat(kinds(submit(credits(1, 1)))).containsExactly(expected);
    }

    @Test
    @Timeout(30)
    void a_pattern_that_never_comes_to_an_end_makes_a_reject_and_no_hanging_run() throws InterruptedException {
        var hanging = new CreditSubmission(
                stack.connection.transport(stack.sleeper, () -> {}),
                new CourseDialect(Pattern.compile("(.*a){30}$")).writes().credits(""));
        submit(credits(1, 1));
        im.duplicatesAre("ERROR", "a".repeat(200) + "!");

        var result = hanging.submit(
                hanging.prepare(credits(1, 1)), CallTimes.until(Deadline.after(Duration.ofHours(1), clock)));

        assertThat(kinds(result)).containsExactly(Outcome.REJECTED);
    }

    @Test
    void a_status_that_nobody_knows_is_no_outcome() throws InterruptedException {
        submit(credits(1, 1));
        im.duplicatesAre("PENDING", "");

        var result = submit(credits(1, 1));

        assertThat(kinds(result)).containsExactly(Outcome.FAILED);
        assertThat(im.timesSent("R-1")).isEqualTo(1 + CreditSubmission.MAX_ASKED);
    }

    @Test
    void one_new_credit_among_99_duplicates_is_created_when_IM_refuses_the_whole_batch() throws InterruptedException {
        submit(credits(1, 99));
        im.wholeBatchConflicts();

        var result = submit(credits(1, 100));

        assertThat(kinds(result)).filteredOn(Outcome.CREATED::equals).hasSize(1);
        assertThat(kinds(result)).filteredOn(Outcome.ALREADY_PRESENT::equals).hasSize(99);
        assertThat(im.sourceRefs()).hasSize(100);
    }

    @Test
    void a_batch_of_duplicates_only_is_sent_one_by_one_after_its_halves() throws InterruptedException {
        submit(credits(1, 100));
        im.wholeBatchConflicts();
        var before = im.batchSizes().size();

        var result = submit(credits(1, 100));

        assertThat(kinds(result)).containsOnly(Outcome.ALREADY_PRESENT);
        assertThat(im.batchSizes().size() - before).isEqualTo(1 + 2 + 100);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413, 422})
    void a_refusal_of_the_whole_batch_is_narrowed_down_to_single_credits(int status) throws InterruptedException {
        im.next(new SimulatedIm.Status(status), new SimulatedIm.Status(status));

        var result = submit(credits(1, 4));

        assertThat(kinds(result)).containsOnly(Outcome.CREATED);
        assertThat(im.batchSizes()).containsExactly(4, 2, 1, 1, 2);
    }

    @Test
    void a_batch_over_IMs_maximum_is_split_until_it_fits() throws InterruptedException {
        im.maxBatch(30);

        assertThat(kinds(submit(credits(1, 100)))).containsOnly(Outcome.CREATED).hasSize(100);
    }

    @Test
    void a_single_credit_that_is_refused_is_rejected_with_the_status() throws InterruptedException {
        im.next(new SimulatedIm.Status(422));

        var result = submit(credits(1, 1));

        assertThat(kinds(result)).containsExactly(Outcome.REJECTED);
        assertThat(result.outcomes().get(0).reason()).contains("422");
    }

    @Test
    void a_poison_credit_fails_alone_once_others_pass() throws InterruptedException {
        im.poison("R-37");

        var result = submit(credits(1, 100));

        assertThat(kinds(result)).filteredOn(Outcome.CREATED::equals).hasSize(99);
        assertThat(kinds(result).get(36)).isEqualTo(Outcome.FAILED);
        assertThat(result.outcomes().get(36).code()).isEqualTo("IM_CANNOT_TAKE");
    }

    @Test
    void a_poison_credit_that_comes_alone_is_told_from_an_outage_by_a_credit_that_IM_has() throws InterruptedException {
        submit(credits(1, 3));
        im.poison("R-4");

        var result = submit(credits(4, 4));

        assertThat(kinds(result)).containsExactly(Outcome.FAILED);
        assertThat(im.sourceRefs()).hasSize(3);
    }

    @Test
    void an_outage_stays_one_although_IM_has_taken_credits_before() throws InterruptedException {
        submit(credits(1, 3));
        for (int i = 0; i < 5; i++) {
            im.next(new SimulatedIm.Status(500));
        }

        var result = submit(credits(4, 4));

        assertThat(result.isComplete()).isFalse();
    }

    @Test
    void an_outage_is_not_taken_for_poison() throws InterruptedException {
        im.poison(IntStream.rangeClosed(1, 100).mapToObj(i -> "R-" + i).toArray(String[]::new));

        var result = submit(credits(1, 100));

        assertThat(result.isComplete()).isFalse();
        assertThat(kinds(result)).containsOnlyNulls();
        assertThat(im.batchSizes()).containsExactly(100, 100, 100, 100, 50, 50);
    }

    @Test
    void a_lost_answer_is_asked_for_again_and_doubles_nothing() throws InterruptedException {
        im.next(new SimulatedIm.Timeout(true));

        var result = submit(credits(1, 10));

        assertThat(kinds(result)).containsOnly(Outcome.ALREADY_PRESENT);
        assertThat(im.sourceRefs()).hasSize(10);
    }

    @Test
    void an_answer_that_is_cut_off_says_nothing_of_any_credit() throws InterruptedException {
        im.next(new SimulatedIm.Status(
                200, java.util.Map.of(), "{\"results\":[{\"sourceRef\":\"R-1\",\"status\":\"CREATED\"},{\"sour"));

        assertThat(kinds(submit(credits(1, 2)))).containsOnly(Outcome.CREATED);
    }

    @Test
    void a_credit_named_twice_with_different_statuses_has_no_outcome_yet() throws InterruptedException {
        im.next(new SimulatedIm.Status(200, java.util.Map.of(), """
                {"results":[{"sourceRef":"R-1","status":"CREATED"},\
                {"sourceRef":"R-1","status":"ERROR","errorMessage":"no"}]}"""));

        assertThat(kinds(submit(credits(1, 1)))).containsExactly(Outcome.CREATED);
        assertThat(im.batchSizes()).hasSize(2);
    }

    @Test
    void an_html_page_with_status_200_is_an_outage() throws InterruptedException {
        for (int i = 0; i < 4; i++) {
            im.next(new SimulatedIm.Status(
                    200, java.util.Map.of("Content-Type", List.of("text/html")), "<html>maintenance</html>"));
        }

        var result = submit(credits(1, 2));

        assertThat(result.stoppedBy()).isInstanceOf(ImUnavailableException.class);
    }

    @Property(tries = 60)
    void whatever_goes_wrong_each_credit_gets_the_outcome_that_IM_gave_it(
            @ForAll @IntRange(min = 1, max = 60) int count,
            @ForAll @Size(max = 5) List<@IntRange(min = 1, max = 60) Integer> rejected,
            @ForAll @Size(max = 3) List<@IntRange(min = 1, max = 60) Integer> known,
            @ForAll boolean wholeBatchConflicts,
            @ForAll @IntRange(min = 1, max = 60) int maxBatch)
            throws InterruptedException {
        var test = new CreditSubmissionTest();
        for (var each : known) {
            test.submit(credits(each, each));
        }
        if (wholeBatchConflicts) {
            test.im.wholeBatchConflicts();
        }
        rejected.forEach(each -> test.im.reject("R-" + each));
        test.im.maxBatch(maxBatch);

        var result = test.submit(credits(1, count));

        assertThat(result.isComplete()).isTrue();
        for (int i = 1; i <= count; i++) {
            var kind = result.outcomes().get(i - 1).kind();
            var inIm = test.im.sourceRefs().contains("R-" + i);
            assertThat(kind == Outcome.CREATED || kind == Outcome.ALREADY_PRESENT)
                    .as("R-%d is %s", i, kind)
                    .isEqualTo(inIm && (known.contains(i) ? kind != Outcome.REJECTED : true));
        }
    }
}
