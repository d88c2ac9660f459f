package dev.imconnector.push;

import static dev.imconnector.push.PushScenario.credits;
import static dev.imconnector.push.PushScenario.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.http.HttpAnswer;
import dev.imconnector.http.HttpExchange;
import dev.imconnector.problem.Problem;
import dev.imconnector.run.RunId;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunStatus;
import dev.imconnector.run.StopRequest;
import dev.imconnector.run.Waiting;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** IM asks for a pause that is longer than a push has time for: it is handed back, and kept by whoever comes too early. */
class PushPauseTest {

    private static final Duration PAUSE = Duration.ofHours(1);

    private final PushScenario night = new PushScenario();

    /** Instead of the answer to that request, the first being 1, one with this status and a pause. */
    private void asksForAPause(int request, int status) {
        var requests = new AtomicInteger();
        HttpExchange im = night.im;
        night.network = call -> {
            if (requests.incrementAndGet() != request) {
                return im.send(call);
            }
            return new HttpAnswer(
                    status,
                    Map.of("Retry-After", List.of(Long.toString(PAUSE.toSeconds()))),
                    "{\"error\":\"later\"}".getBytes(StandardCharsets.UTF_8),
                    night.clock.instant());
        };
    }

    private static void saysToComeBackAfter(Duration pause, RunRecord run) {
        assertThat(run.status()).isEqualTo(RunStatus.INCOMPLETE);
        assertThat(run.resumeAfter()).contains(pause);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 429, RATE_LIMIT", // of the token endpoint
        "2, 429, RATE_LIMIT", // before anything is in IM
        "3, 429, RATE_LIMIT", // in the middle
        "3, 503, IM_UNAVAILABLE"
    })
    void is_told_at_once_and_after_it_every_credit_is_in_IM_once(int request, int status, Waiting.Reason reason) {
        night.given(credits(250));
        asksForAPause(request, status);
        var begin = night.clock.instant();

        var run = night.push(run("night"));

        saysToComeBackAfter(PAUSE, run);
        assertThat(run.waiting().map(Waiting::reason)).contains(reason);
        assertThat(Duration.between(begin, night.clock.instant())).isLessThan(Duration.ofSeconds(5));
        var end = night.pushToTheEnd(run("night"));
        assertThat(end.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(end.created()).isEqualTo(250);
        assertThat(end.attempts()).hasSize(2);
        assertThat(IntStream.rangeClosed(1, 250).mapToObj(i -> "R-" + i))
                .allSatisfy(ref -> assertThat(night.im.timesSent(ref)).isEqualTo(1));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void is_told_again_to_whoever_comes_early_and_IM_is_not_asked(boolean cold) {
        night.given(credits(250));
        asksForAPause(3, 429);
        night.push(run("night"));
        var asked = night.im.arrivals().size();
        var stored = night.store.text(PushScenario.RUNS.resolve("night/run.json"));
        night.clock.advance(Duration.ofMinutes(50));
        if (cold) {
            night.coldStart();
        }
        var called = night.clock.instant();

        var early = night.push(run("night"));
        var again = night.push(run("night"));

        saysToComeBackAfter(Duration.ofMinutes(10), early);
        saysToComeBackAfter(Duration.ofMinutes(10), again);
        assertThat(night.clock.instant()).isEqualTo(called);
        assertThat(night.im.arrivals()).hasSize(asked);
        assertThat(night.store.text(PushScenario.RUNS.resolve("night/run.json")))
                .isEqualTo(stored);
        night.clock.advance(again.resumeAfter().orElseThrow());
        assertThat(night.push(run("night")).created()).isEqualTo(250);
        assertThat(night.im.batchSizes()).containsExactly(100, 100, 50);
    }

    @Test
    void near_the_end_of_an_invocation_is_handed_back_like_any_other() {
        night.given(credits(250));
        asksForAPause(3, 429);
        night.invocation = Duration.ofSeconds(20);
        night.im.latency(Duration.ofSeconds(7)); // the token and the first batch leave less than it works on with

        var run = night.push(run("night"));

        assertThat(run.resumeAfter().orElseThrow()).isGreaterThanOrEqualTo(PAUSE.minusSeconds(1));
    }

    @Test
    void does_not_keep_a_run_from_being_stopped() {
        night.given(credits(250));
        asksForAPause(3, 429);
        night.push(run("night"));
        new StopRequest(night.store, night.records().folder(new RunId("night")), night.clock).make("ops");

        var run = night.push(run("night"));

        assertThat(run.error().map(Problem::code)).contains("STOPPED");
        assertThat(run.created()).isEqualTo(100);
    }

    @Test
    void is_not_the_place_of_another_input() {
        night.given(credits(250));
        asksForAPause(3, 429);
        night.push(run("night"));
        night.creditsLocation = "file:///exports/others.csv";

        var run = night.push(PushScenario.from("file:///exports/others.csv", run("night")));

        assertThat(run.error().map(Problem::code)).contains("RUN_INPUT_DIFFERS");
    }
}
