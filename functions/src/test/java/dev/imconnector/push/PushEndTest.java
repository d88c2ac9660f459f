package dev.imconnector.push;

import static dev.imconnector.push.PushScenario.credit;
import static dev.imconnector.push.PushScenario.credits;
import static dev.imconnector.push.PushScenario.retry;
import static dev.imconnector.push.PushScenario.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.problem.Problem;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunStatus;
import dev.imconnector.store.Location;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What the end of a push leaves behind: what is true at that end, and nothing of an earlier one. */
class PushEndTest {

    private static final Location FOLDER = Location.parse("file:///runs/night/");

    private final PushScenario night = new PushScenario();

    private void hasNoRejects(RunRecord run) {
        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(run.rejects()).isEmpty();
        assertThat(night.stored("night").rejects()).isEmpty();
        assertThat(night.store.locations())
                .doesNotContain(FOLDER.resolve("rejects.csv"), FOLDER.resolve("rejects.jsonl"));
        assertThat(night.store.text(run.report().orElseThrow())).doesNotContain("rejects.csv");
    }

    @Test
    void a_retry_that_completes_leaves_no_rejects_of_the_failed_end_and_names_none() {
        night.given(credits(100));
        night.im.poison("R-55");
        var failed = night.pushToTheEnd(run("night"));
        assertThat(night.rejects(failed)).hasSize(2);
        night.im.heal();

        hasNoRejects(night.pushToTheEnd(retry("night")));
    }

    @Test
    void a_retry_with_a_corrected_export_leaves_no_rejects_of_the_refused_one() {
        night.given(credits(1) + credit("bad", "x"));
        assertThat(night.rejects(night.push(run("night")))).hasSize(2);
        night.given(credits(2));

        hasNoRejects(night.push(retry("night")));
    }

    @Test
    void a_retry_that_fails_again_replaces_the_rejects_by_those_that_are_left() {
        night.given(credits(100));
        night.im.poison("R-55", "R-77");
        night.pushToTheEnd(run("night"));
        night.im.heal().poison("R-77");

        var run = night.pushToTheEnd(retry("night"));

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(night.rejects(run)).hasSize(2).anyMatch(line -> line.contains("R-77"));
        assertThat(night.receipts(run)).hasSize(100);
    }

    @Test
    void rejects_are_guarded_when_asked_for_and_a_run_keeps_to_what_it_began_with() {
        night.set("IM_REJECTS_FORMULA_GUARD", "on");
        night.given(credits(100) + credit("=A1", "-1.50"));
        night.im.poison("=A1").downWhen(now -> true);
        night.push(run("night"));
        night.set("IM_REJECTS_FORMULA_GUARD", "off");
        night.im.heal().poison("=A1");

        var run = night.pushToTheEnd(run("night"));

        assertThat(night.rejects(run))
                .hasSize(2)
                .anyMatch(line -> line.contains(",yes,'=A1,P-1,2026-03-01,-1.50,EUR,"));
        night.im.heal();
        night.given(night.store.text(run.rejects().orElseThrow()));
        assertThat(night.pushToTheEnd(run("corrected")).created()).isEqualTo(1);
        assertThat(night.im.sourceRefs()).contains("=A1");
        assertThat(night.im.total()).isEqualByComparingTo("148.50");
    }

    @Test
    void a_retry_under_way_does_not_name_the_rejects_of_the_failed_end_as_its_own() {
        night.given(credits(100));
        night.im.poison("R-55");
        night.pushToTheEnd(run("night"));
        night.im.heal().downWhen(now -> true);

        var run = night.push(retry("night"));

        assertThat(run.status()).isEqualTo(RunStatus.INCOMPLETE);
        assertThat(run.rejects()).isEmpty();
    }

    @Test
    void a_run_that_is_given_up_leaves_the_receipts_of_what_is_in_IM() {
        night.given(credits(3_000));
        var sent = new AtomicInteger();
        night.im.downWhen(now -> sent.incrementAndGet() > 12);

        var run = night.pushToTheEnd(run("night"));

        assertThat(run.error().map(Problem::code)).contains("GAVE_UP");
        assertThat(run.created()).isPositive().isEqualTo(night.im.sourceRefs().size());
        assertThat(night.receipts(run)).hasSize((int) run.created());
    }

    @Test
    void an_error_that_nobody_expected_loses_no_receipt_of_what_was_counted() {
        night.given(credits(3_000));
        night.im.latency(Duration.ZERO);
        var batches = new AtomicInteger();
        night.network = call -> {
            if (call.body() != null && batches.incrementAndGet() == 16) {
                throw new IllegalStateException("A defect");
            }
            return night.im.send(call);
        };
        var failed = night.push(run("night"));
        assertThat(failed.error().map(Problem::code)).contains("INTERNAL_ERROR");
        assertThat(failed.created()).isPositive();

        var run = night.pushToTheEnd(retry("night"));

        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(run.created() + run.alreadyPresent()).isEqualTo(3_000);
        assertThat(night.receipts(run)).hasSize(3_000);
        assertThat(night.im.sourceRefs()).hasSize(3_000);
    }

    @Test
    void a_run_id_of_another_kind_of_run_is_refused_whatever_became_of_that_one() {
        night.given(credits(1));
        var other = night.push(run("night"));
        var text = night.store.text(FOLDER.resolve("run.json")).replace("credit-push", "results-pull");
        night.store.put(FOLDER.resolve("run.json").toString(), text);

        var run = night.push(run("night"));

        assertThat(other.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(run.error().map(Problem::code)).contains("RUN_ID_TAKEN");
    }
}
