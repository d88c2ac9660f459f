package dev.imconnector.push;

import static dev.imconnector.push.PushScenario.credits;
import static dev.imconnector.push.PushScenario.retry;
import static dev.imconnector.push.PushScenario.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.http.HttpAnswer;
import dev.imconnector.http.HttpCall;
import dev.imconnector.problem.Problem;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunStatus;
import dev.imconnector.run.Waiting;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A push whose token IM refuses although it was just issued: by coincidence once, and then as a matter of fact. */
class RefusedTokenPushTest {

    private final PushScenario night = new PushScenario();
    private final AtomicInteger asked = new AtomicInteger();

    /** IM answers 401 to those of its requests, the first being 1. */
    private void refuses(IntStream numbers) {
        Set<Integer> refused = numbers.boxed().collect(Collectors.toSet());
        night.network = call -> isOfTheApi(call) && refused.contains(asked.incrementAndGet())
                ? new HttpAnswer(401, Map.of(), "{}".getBytes(StandardCharsets.UTF_8), night.clock.instant())
                : night.im.send(call);
    }

    private static boolean isOfTheApi(HttpCall call) {
        return !call.uri().getPath().endsWith("/token");
    }

    private static void waits(RunRecord run) {
        assertThat(run.status()).isEqualTo(RunStatus.INCOMPLETE);
        assertThat(run.error()).isEmpty();
        assertThat(run.waiting().map(Waiting::reason)).contains(Waiting.Reason.IM_UNAVAILABLE);
        assertThat(run.resumeAfter().orElseThrow()).isGreaterThanOrEqualTo(Duration.ofSeconds(60));
    }

    private static void hasFailed(RunRecord run) {
        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.error().map(Problem::code)).contains("IM_UNAUTHORIZED");
    }

    private void isWhole(RunRecord run, int credits) {
        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(run.created()).isEqualTo(credits);
        assertThat(night.im.sourceRefs()).hasSize(credits);
    }

    @Test
    void goes_on_with_the_next_invocation_when_two_refusals_were_a_coincidence() {
        night.given(credits(300));
        refuses(IntStream.of(2, 3));

        waits(night.push(run("night")));

        isWhole(night.pushToTheEnd(run("night")), 300);
    }

    @Test
    void goes_on_even_when_the_very_first_request_met_the_coincidence() {
        night.given(credits(100));
        refuses(IntStream.of(1, 2));

        waits(night.push(run("night")));

        isWhole(night.pushToTheEnd(run("night")), 100);
    }

    @Test
    void has_failed_when_the_first_request_of_the_next_invocation_meets_it_too() {
        night.given(credits(300));
        refuses(IntStream.rangeClosed(2, 5));
        night.push(run("night"));

        var run = night.push(run("night"));

        hasFailed(run);
        assertThat(run.created()).isEqualTo(100);
        assertThat(night.push(run("night")).status()).isEqualTo(RunStatus.FAILED);
        isWhole(night.pushToTheEnd(retry("night")), 300);
    }

    @Test
    void has_not_failed_when_the_next_invocation_got_further_first() {
        night.given(credits(500));
        refuses(IntStream.of(2, 3, 5, 6, 8, 9));

        waits(night.push(run("night")));
        waits(night.push(run("night")));
        waits(night.push(run("night")));

        isWhole(night.pushToTheEnd(run("night")), 500);
    }

    @Test
    void asks_for_no_more_than_two_tokens_an_invocation_and_for_none_in_between() {
        night.given(credits(100));
        refuses(IntStream.rangeClosed(1, 100));

        hasFailed(night.pushToTheEnd(run("night")));

        assertThat(night.im.tokenCalls()).isLessThanOrEqualTo(4);
        assertThat(asked).hasValue(4);
    }

    @Test
    void keeps_the_mark_in_the_record_until_an_invocation_has_ended_otherwise() {
        night.given(credits(300));
        refuses(IntStream.of(2, 3));
        night.push(run("night"));
        var location = PushScenario.RUNS.resolve("night/run.json");
        assertThat(night.store.text(location)).contains("\"tokenRefusedAt\":\"");

        night.pushToTheEnd(run("night"));

        assertThat(night.store.text(location)).doesNotContain("tokenRefusedAt");
    }

    @Test
    void a_secret_that_is_refused_at_the_token_endpoint_ends_the_run_as_before() {
        night.given(credits(100));
        night.im.wrongSecret();

        var run = night.push(run("night"));

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.error().map(Problem::code)).contains("CLIENT_REJECTED");
    }
}
