package dev.imconnector.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.manage.NightCheck;
import dev.imconnector.problem.Problem;
import dev.imconnector.run.RunId;
import dev.imconnector.run.RunKind;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunStatus;
import dev.imconnector.store.Location;
import dev.imconnector.time.BusinessCalendar;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who begins a night's run early, elsewhere or as something else cannot make the rest of the night vanish. */
class NightTakenTest {

    private static final String NIGHT = "push-2026-03-01";
    private static final String PLACE = "file:///exports/2026-03-01/";
    private static final Instant DUE = Instant.parse("2026-03-02T08:00:00Z");

    private final PushScenario scenario = new PushScenario();

    NightTakenTest() {
        scenario.creditsLocation = "file:///exports/{date}/";
        export("n1", "R-1");
    }

    private void export(String name, String sourceRef) {
        scenario.store.put(PLACE + name + ".csv", PushScenario.HEADER + PushScenario.credit(sourceRef, "1.50"));
    }

    /** As the workflow's first state pins it. */
    private static PushRequest scheduled(Optional<String> requestedBy) {
        return new PushRequest(
                Optional.of(NIGHT),
                Optional.of(Instant.parse("2026-03-02T04:15:00Z")),
                Optional.empty(),
                false,
                false,
                requestedBy);
    }

    private NightCheck.Night check() {
        return new NightCheck(new BusinessCalendar(ZoneId.of("Europe/Berlin"), -1), scenario.records()).of(DUE);
    }

    private static String code(RunRecord run) {
        return run.error().map(Problem::code).orElse("");
    }

    @Test
    void the_nights_own_event_tells_of_files_that_came_after_somebody_had_begun_and_completed_it() {
        assertThat(scenario.push(scheduled(Optional.empty())).status()).isEqualTo(RunStatus.COMPLETED);
        export("n2", "R-2");
        export("n3", "R-3");

        var night = scenario.push(scheduled(Optional.empty()));

        assertThat(night.status()).isEqualTo(RunStatus.FAILED);
        assertThat(code(night)).isEqualTo("LATE_INPUT");
        assertThat(night.error().orElseThrow().message()).contains("2 files", PLACE + "n2.csv");
        assertThat(night.error().orElseThrow().fix()).contains(NIGHT + "-late");
        assertThat(scenario.stored(NIGHT).status()).as("the record stays true").isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void the_nights_own_event_answers_its_record_again_when_nothing_came_later() {
        scenario.push(scheduled(Optional.empty()));

        assertThat(scenario.push(scheduled(Optional.empty())).status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void what_came_later_can_be_pushed_as_the_fix_says() {
        scenario.push(scheduled(Optional.empty()));
        export("n2", "R-2");

        var late = scenario.push(PushScenario.from(PLACE + "n2.csv", PushScenario.run(NIGHT + "-late")));

        assertThat(late.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(scenario.im.sourceRefs()).containsExactlyInAnyOrder("R-1", "R-2");
    }

    @Test
    void a_caller_of_the_api_cannot_begin_a_night_and_nothing_is_recorded_under_its_name() {
        var taken = scenario.push(scheduled(Optional.of("arn:aws:iam::123456789012:user/anna")));

        assertThat(code(taken)).isEqualTo("RUN_ID_RESERVED");
        assertThat(scenario.records().find(new RunId(NIGHT))).isEmpty();
        assertThat(scenario.push(scheduled(Optional.empty())).status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void a_person_may_go_on_with_a_night_that_has_failed() {
        scenario.store.put(PLACE + "n1.csv", PushScenario.HEADER);
        scenario.push(scheduled(Optional.empty()));
        export("n1", "R-1");

        var again = scenario.push(new PushRequest(
                Optional.of(NIGHT), Optional.empty(), Optional.empty(), true, false, Optional.of("anna")));

        assertThat(again.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(check().completed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"reconcile-2026-03-01", "pull-results-2026-03-01", "reconcile-x", "pull-x"})
    void a_push_takes_no_name_of_another_kind(String runId) {
        assertThat(code(scenario.push(PushScenario.run(runId)))).isEqualTo("RUN_ID_RESERVED");
        assertThat(scenario.records().find(new RunId(runId))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"audit", "idempotency", "Audit", "IDEMPOTENCY"})
    void a_folder_of_our_own_is_no_name_of_a_run(String runId) {
        assertThat(code(scenario.push(PushScenario.run(runId)))).isEqualTo("RUN_ID_INVALID");
    }

    @Test
    void the_look_at_the_night_knows_another_kind_by_its_record() {
        var pull = RunRecord.begin(new RunId(NIGHT), RunKind.RESULTS_PULL, null, "1", scenario.clock.instant());
        scenario.records().begin(pull, "owner", Duration.ofSeconds(60)).run();

        assertThat(check().completed()).isFalse();
        assertThat(check().found()).contains("not a push but a results-pull");
    }

    @Test
    void the_look_at_the_night_knows_a_run_from_another_place() {
        scenario.store.put("file:///exports/other.csv", PushScenario.credits(1));
        scenario.push(PushScenario.from("file:///exports/other.csv", PushScenario.run(NIGHT)));

        assertThat(scenario.stored(NIGHT).status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(check().completed()).isFalse();
        assertThat(check().found()).contains("file:///exports/other.csv", "not about the night's exports");
        assertThat(code(scenario.push(scheduled(Optional.empty())))).isEqualTo("RUN_INPUT_DIFFERS");
    }

    @Test
    void the_look_at_the_night_knows_a_run_of_another_day() {
        scenario.store.put("file:///exports/2026-02-27/n.csv", PushScenario.credits(1));
        scenario.push(new PushRequest(
                Optional.of(NIGHT),
                Optional.of(Instant.parse("2026-02-28T04:15:00Z")),
                Optional.empty(),
                false,
                false,
                Optional.empty()));

        assertThat(check().completed()).isFalse();
        assertThat(check().found()).contains("2026-02-27");
    }

    // ---- each way in, before all files are there

    /** By {@code aws lambda invoke}, by {@code aws stepfunctions start-execution} and by {@code im push}: nobody's ARN is in it. */
    static Stream<PushRequest> byHand() {
        return Stream.of(
                PushScenario.run(NIGHT),
                scheduled(Optional.empty()),
                scheduled(Optional.of("anna")),
                PushScenario.from(PLACE, PushScenario.run(NIGHT)),
                PushScenario.from(PLACE, scheduled(Optional.of("anna"))));
    }

    @ParameterizedTest
    @MethodSource("byHand")
    void who_begins_the_night_by_hand_too_early_cannot_make_the_rest_vanish_without_a_word(PushRequest early) {
        assertThat(scenario.push(early).status()).isEqualTo(RunStatus.COMPLETED);
        export("n2", "R-2");

        var night = scenario.push(scheduled(Optional.empty()));

        assertThat(code(night)).isIn("LATE_INPUT", "RUN_INPUT_DIFFERS");
    }

    @ParameterizedTest
    @MethodSource("byHand")
    void who_begins_the_night_by_hand_and_leaves_it_unfinished_cannot_either(PushRequest early) {
        scenario.im.downWhen(now -> true);
        assertThat(scenario.push(early).status()).isEqualTo(RunStatus.INCOMPLETE);
        export("n2", "R-2");
        scenario.im.downWhen(now -> false);

        var night = scenario.pushToTheEnd(scheduled(Optional.empty()));

        var told = night.status() == RunStatus.FAILED || night.lateInput().equals(List.of(PLACE + "n2.csv"));
        assertThat(told).as(code(night) + " " + night.lateInput()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("byHand")
    void who_begins_the_night_while_no_file_is_there_has_it_wait_for_all(PushRequest early) {
        scenario.store.delete(Location.parse(PLACE + "n1.csv"));
        assertThat(scenario.push(early).status()).isEqualTo(RunStatus.INCOMPLETE);
        export("n1", "R-1");
        export("n2", "R-2");

        assertThat(scenario.pushToTheEnd(scheduled(Optional.empty())).created()).isEqualTo(2);
    }

    @Test
    void who_only_looks_at_the_night_by_hand_does_not_take_it() {
        assertThat(scenario.push(PushScenario.dryRun(NIGHT)).status()).isEqualTo(RunStatus.COMPLETED);
        export("n2", "R-2");

        assertThat(scenario.push(scheduled(Optional.empty())).created()).isEqualTo(2);
        assertThat(check().completed()).isTrue();
    }

    @Test
    void a_file_of_the_night_that_was_replaced_after_an_early_push_is_told() {
        scenario.push(PushScenario.run(NIGHT));
        export("n1", "R-9");

        assertThat(code(scenario.push(scheduled(Optional.empty())))).isEqualTo("RUN_INPUT_DIFFERS");
    }

    /** Whichever of its kinds of caller: a user, a role's session, the account itself, another partition. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:iam::123456789012:user/x",
                "arn:aws:sts::123456789012:assumed-role/payroll/anna",
                "arn:aws:iam::123456789012:root",
                "arn:aws-us-gov:sts::123456789012:federated-user/x",
                "arn:aws-cn:iam::123456789012:user/path/x"
            })
    void no_caller_of_the_api_begins_a_night_in_any_way(String arn) {
        for (var request : List.of(
                PushScenario.run(NIGHT),
                PushScenario.retry(NIGHT),
                PushScenario.dryRun(NIGHT),
                PushScenario.from(PLACE, PushScenario.run(NIGHT)),
                PushScenario.from(PLACE + "n1.csv", PushScenario.retry(NIGHT)))) {
            var asked = new PushRequest(
                    request.runId(),
                    request.scheduledTime(),
                    request.credits(),
                    request.retry(),
                    request.dryRun(),
                    Optional.of(arn));

            assertThat(code(scenario.push(asked))).isEqualTo("RUN_ID_RESERVED");
        }
        assertThat(scenario.records().find(new RunId(NIGHT))).isEmpty();
    }

    @Test
    void a_caller_of_the_api_who_retries_a_night_that_failed_cannot_put_other_credits_in_its_place() {
        export("n1", "R-1");
        scenario.store.put(PLACE + "n1.csv", PushScenario.HEADER);
        assertThat(scenario.push(scheduled(Optional.empty())).status()).isEqualTo(RunStatus.FAILED);
        export("n1", "R-1");
        export("n2", "R-2");
        var retry = PushScenario.from(PLACE + "n2.csv", PushScenario.retry(NIGHT));

        scenario.push(new PushRequest(
                retry.runId(),
                retry.scheduledTime(),
                retry.credits(),
                true,
                false,
                Optional.of("arn:aws:iam::123456789012:user/x")));

        assertThat(check().completed()).isFalse();
    }

    // ---- what can never become a run

    @ParameterizedTest
    @ValueSource(strings = {"s3://0/x", "ftp://x", "file:///elsewhere/x.csv", "file:///exports/../x.csv"})
    void a_call_that_can_never_become_a_run_has_a_record_that_says_so_and_goes_on_by_a_retry(String credits) {
        var refused = scenario.push(PushScenario.from(credits, PushScenario.run("by-hand")));

        assertThat(refused.status()).isEqualTo(RunStatus.FAILED);
        assertThat(code(refused)).isIn("LOCATION_NOT_ALLOWED", "LOCATION_INVALID");
        assertThat(scenario.stored("by-hand").error()).isEqualTo(refused.error());
        assertThat(scenario.push(PushScenario.from(PLACE + "n1.csv", PushScenario.run("by-hand")))
                        .error())
                .as("FAILED answers its record")
                .isEqualTo(refused.error());
        assertThat(scenario.push(PushScenario.from(PLACE + "n1.csv", PushScenario.retry("by-hand")))
                        .status())
                .isEqualTo(RunStatus.COMPLETED);
        assertThat(scenario.im.sourceRefs()).containsExactly("R-1");
    }

    @Test
    void such_a_call_leaves_the_record_of_a_run_that_is_there_as_it_is() {
        scenario.push(PushScenario.from(PLACE + "n1.csv", PushScenario.run("by-hand")));

        scenario.push(PushScenario.from("s3://0/x", PushScenario.run("by-hand")));

        assertThat(scenario.stored("by-hand").status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void such_a_call_leaves_no_record_under_the_name_of_a_night() {
        scenario.push(PushScenario.from("s3://0/x", PushScenario.run(NIGHT)));

        assertThat(scenario.records().find(new RunId(NIGHT))).isEmpty();
    }
}
