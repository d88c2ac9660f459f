package dev.imconnector.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.oauth.FetchReason;
import dev.imconnector.problem.Problem;
import dev.imconnector.run.Presence;
import dev.imconnector.run.RunId;
import dev.imconnector.run.RunKind;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.Waiting;
import dev.imconnector.settings.ClientRole;
import dev.imconnector.testkit.EmittedMetrics;
import dev.imconnector.testkit.EmittedMetrics.Datum;
import dev.imconnector.testkit.SettableClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the functions tell CloudWatch: alarms and dashboard look for exactly these names and dimensions. */
class PowertoolsRunMetricsTest {

    /** Some days ago: Powertools refuses a time that CloudWatch would. */
    private final SettableClock clock = new SettableClock(EmittedMetrics.someDaysAgo());

    private final EmittedMetrics emitted = new EmittedMetrics();
    private final PowertoolsRunMetrics metrics =
            new PowertoolsRunMetrics(Map.of("POWERTOOLS_SERVICE_NAME", "stack"), clock);

    @AfterEach
    void giveBack() {
        emitted.close();
    }

    @Test
    void requests_are_written_once_for_each_minute_with_the_time_at_which_they_were() {
        var requests = metrics.requestEvents(ClientRole.WRITER);
        requests.answered(200, Duration.ofMillis(100));
        clock.advance(Duration.ofSeconds(59));
        requests.answered(200, Duration.ofMillis(300));
        assertThat(emitted.all()).isEmpty();

        clock.advance(Duration.ofSeconds(1));
        requests.unanswered();

        assertThat(emitted.values("ImRequests")).containsExactly(2.0);
        assertThat(emitted.values("ImMeanMilliseconds")).containsExactly(200.0);
        assertThat(emitted.values("ImMaxMilliseconds")).containsExactly(300.0);
        assertThat(emitted.all())
                .allSatisfy(datum -> assertThat(datum.timestamp()).isEqualTo(clock.instant()));
    }

    @Test
    void what_is_left_at_the_end_of_an_invocation_is_written_then_and_once() {
        var requests = metrics.requestEvents(ClientRole.READER);
        requests.unanswered();
        requests.waitedForSlot(Duration.ofMillis(1_500));

        metrics.flush();
        metrics.flush();

        assertThat(emitted.values("ImRequests")).containsExactly(1.0);
        assertThat(emitted.values("ImNoAnswer")).containsExactly(1.0);
        assertThat(emitted.values("RateLimitWaitSeconds")).containsExactly(1.5);
        assertThat(emitted.values("ImMeanMilliseconds")).isEmpty();
    }

    @Test
    void refusals_are_told_apart_by_their_status() {
        var requests = metrics.requestEvents(ClientRole.READER);
        List.of(200, 401, 404, 429, 429, 500, 503, 504)
                .forEach(status -> requests.answered(status, Duration.ofMillis(1)));
        metrics.flush();

        assertThat(emitted.values("ImThrottled")).containsExactly(2.0);
        assertThat(emitted.values("ImServerErrors")).containsExactly(3.0);
        assertThat(only("ImUnauthorized").value()).isEqualTo(1.0);
        assertThat(only("ImUnauthorized").dimensions()).isEqualTo(Map.of("Service", "stack", "Client", "reader"));
        assertThat(only("ImRequests").dimensions()).isEqualTo(Map.of("Service", "stack"));
    }

    @Test
    void tokens_and_secrets_are_those_of_this_stack() {
        var tokens = metrics.tokenEvents(ClientRole.WRITER);
        tokens.tokenFetched(FetchReason.COLD, Duration.ofMillis(80));
        tokens.credentialsRead("version", Optional.of(Duration.ofHours(36)));
        tokens.gateTripped("version", clock.instant());

        assertThat(only("TokenFetched").dimensions()).isEqualTo(Map.of("Service", "stack", "Reason", "COLD"));
        assertThat(only("TokenFetchMilliseconds").value()).isEqualTo(80);
        assertThat(only("ClientSecretAgeDays").value()).isEqualTo(1.5);
        assertThat(only("ClientSecretAgeDays").dimensions()).isEqualTo(Map.of("Service", "stack", "Client", "writer"));
        assertThat(only("ClientRejected").dimensions()).isEqualTo(Map.of("Service", "stack", "Client", "writer"));
    }

    @Test
    void a_run_that_waits_says_for_how_long() {
        var run = pull();
        run.waitFor(Waiting.Reason.IM_UNAVAILABLE, Duration.ofSeconds(60), clock.instant());
        clock.advance(Duration.ofMinutes(61));
        run.waitFor(Waiting.Reason.IM_UNAVAILABLE, Duration.ofSeconds(60), clock.instant());

        metrics.ended(run, clock.instant());

        assertThat(only("WaitingSeconds").value()).isEqualTo(61 * 60);
        assertThat(only("RunIncomplete").value()).isEqualTo(1);
        assertThat(only("RunCompleted").dimensions()).isEqualTo(Map.of("Service", "stack", "Kind", "results-pull"));
    }

    @Test
    void a_run_counts_in_the_invocation_in_which_it_ended_and_not_when_it_is_shown_again() {
        var run = pull();
        run.fail(new Problem("NO_ROWS", "Nothing", "Look"), clock.instant());
        metrics.ended(run, clock.instant());
        clock.advance(Duration.ofMinutes(5));
        metrics.ended(run, clock.instant());

        assertThat(emitted.values("RunFailed")).containsExactly(1.0, 0.0);
        assertThat(emitted.values("RunSeconds")).hasSize(1);
        assertThat(emitted.values("ReportMissing")).hasSize(1);
    }

    @Test
    void what_is_present_without_a_receipt_and_what_was_not_corrected_is_counted() {
        var run = RunRecord.begin(new RunId("night"), RunKind.CREDIT_PUSH, null, "test", clock.instant());
        run.presence(new Presence(10, 7, 2, true, "s3://bucket/runs/night/corrections.csv"));
        run.fail(new Problem("TOO_MANY_REJECTED", "Too many", "Look"), clock.instant());

        metrics.ended(run, clock.instant());

        assertThat(only("PresentWithoutReceipt").value()).isEqualTo(3);
        assertThat(only("CorrectionsNotInIm").value()).isEqualTo(2);
        assertThat(only("CorrectionsNotInIm").dimensions())
                .isEqualTo(Map.of("Service", "stack", "Kind", "credit-push"));
    }

    private RunRecord pull() {
        return RunRecord.begin(new RunId("night"), RunKind.RESULTS_PULL, null, "test", clock.instant());
    }

    private Datum only(String name) {
        var found = emitted.all().stream()
                .filter(datum -> datum.name().equals(name))
                .toList();
        assertThat(found).as("%s in exactly one set of dimensions", name).hasSize(1);
        return found.get(0);
    }
}
