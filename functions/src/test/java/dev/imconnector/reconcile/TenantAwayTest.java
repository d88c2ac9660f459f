package dev.imconnector.reconcile;

import static dev.imconnector.reconcile.ReconcileScenario.HEADER;
import static dev.imconnector.reconcile.ReconcileScenario.credit;
import static dev.imconnector.reconcile.ReconcileScenario.retry;
import static dev.imconnector.reconcile.ReconcileScenario.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.http.HttpAnswer;
import dev.imconnector.http.HttpCall;
import dev.imconnector.problem.Problem;
import dev.imconnector.run.RunRecords;
import dev.imconnector.run.RunStatus;
import dev.imconnector.run.Waiting;
import dev.imconnector.store.Location;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a comparison asks a tenant for before its pull (the calendar's periods) waits for IM as the pull itself does. */
class TenantAwayTest {

    private static final int BROKEN = 0;
    private static final int GOOD = 200;

    private final ReconcileScenario night = new ReconcileScenario();
    private final List<String> asked = new ArrayList<>();
    private int statusOfPeriods = GOOD;
    private Map<String, List<String>> headersOfPeriods = Map.of();

    @BeforeEach
    void aTenant() {
        night.given(HEADER + credit("MISSING", "1.50")).ofATenant(this::send);
    }

    private HttpAnswer send(HttpCall call) throws IOException {
        night.clock.advance(Duration.ofMillis(20));
        var path = call.uri().getPath();
        if (path.endsWith("/oauth/token")) {
            return answer(GOOD, Map.of(), "{\"access_token\":\"t\",\"token_type\":\"Bearer\",\"expires_in\":1800}");
        }
        asked.add(path);
        if (!path.endsWith("/periods")) {
            return answer(GOOD, Map.of(), "{\"salesTransactions\":[]}");
        }
        if (statusOfPeriods == BROKEN) {
            throw new ConnectException("refused");
        }
        return answer(statusOfPeriods, headersOfPeriods, """
                {"periods":[{"periodSeq":"1","name":"2026-03","startDate":"2026-03-01T00:00:00.000-0800",\
                "endDate":"2026-04-01T00:00:00.000-0700","calendar":{"calendarSeq":"5","name":"Main"}}]}""");
    }

    private HttpAnswer answer(int status, Map<String, List<String>> headers, String body) {
        var all = new HashMap<>(headers);
        all.put("Content-Type", List.of("application/json"));
        return new HttpAnswer(status, all, body.getBytes(StandardCharsets.UTF_8), night.clock.instant());
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 429, BROKEN})
    void the_periods_are_asked_for_again_by_the_next_invocation(int status) {
        statusOfPeriods = status;

        var first = night.reconcile(run("night"));

        assertThat(first.status()).as("%s", first.error()).isEqualTo(RunStatus.INCOMPLETE);
        assertThat(first.waiting().map(Waiting::reason))
                .contains(status == 429 ? Waiting.Reason.RATE_LIMIT : Waiting.Reason.IM_UNAVAILABLE);
        assertThat(first.resumeAfter().orElseThrow()).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(61));
        statusOfPeriods = GOOD;
        var end = night.reconcileToTheEnd(run("night"));
        assertThat(end.status()).as("%s", end.error()).isEqualTo(RunStatus.COMPLETED);
        assertThat(night.differences(end)).containsExactly("missing MISSING");
    }

    @Test
    void a_pause_that_im_asks_for_is_kept() {
        statusOfPeriods = 503;
        headersOfPeriods = Map.of("Retry-After", List.of("3600"));

        assertThat(night.reconcile(run("night")).resumeAfter()).contains(Duration.ofHours(1));
    }

    @Test
    void the_waits_double_and_end_after_the_hours_of_a_pull_and_a_retry_goes_on() {
        statusOfPeriods = 503;
        var begin = night.clock.instant();
        var waits = new ArrayList<Long>();

        var run = night.reconcile(run("night"));
        while (run.status() == RunStatus.INCOMPLETE) {
            waits.add(run.resumeAfter().orElseThrow().toSeconds());
            night.clock.advance(run.resumeAfter().orElseThrow());
            run = night.reconcile(run("night"));
        }

        assertThat(waits.subList(0, 5)).containsExactly(60L, 120L, 240L, 480L, 600L);
        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.error().map(Problem::code)).contains("GAVE_UP");
        assertThat(Duration.between(begin, night.clock.instant()))
                .isBetween(Duration.ofHours(8), Duration.ofHours(8).plusMinutes(11));
        statusOfPeriods = GOOD;
        assertThat(night.reconcile(retry("night")).status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void an_export_that_is_not_there_is_not_waited_for() {
        night.store.delete(Location.parse(ReconcileScenario.FILE));

        assertThat(night.reconcile(run("night")).status()).isEqualTo(RunStatus.FAILED);
        assertThat(asked).isEmpty();
    }

    @Test
    void a_refusal_ends_it_at_once() {
        statusOfPeriods = 403;

        assertThat(night.reconcile(run("night")).status()).isEqualTo(RunStatus.FAILED);
    }

    @Test
    void a_run_that_an_earlier_version_has_begun_waits_too() throws IOException {
        statusOfPeriods = 503;
        night.reconcile(run("night"));
        var record = Location.parse("file:///runs/night/run.json");
        var json = (ObjectNode) RunRecords.json().readTree(night.store.bytes(record));
        ((ObjectNode) json.get("checkpoint")).remove("progress");
        night.store.write(record, RunRecords.json().writeValueAsBytes(json));
        night.clock.advance(Duration.ofMinutes(2));

        assertThat(night.reconcile(run("night")).status()).isEqualTo(RunStatus.INCOMPLETE);
        statusOfPeriods = GOOD;
        assertThat(night.reconcileToTheEnd(run("night")).status()).isEqualTo(RunStatus.COMPLETED);
    }
}
