package dev.imconnector.sandbox.fault;

import static dev.imconnector.sandbox.testkit.SandboxCaller.batchOf;
import static dev.imconnector.sandbox.testkit.SandboxCaller.credit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imconnector.sandbox.switches.FaultSwitches;
import dev.imconnector.sandbox.switches.RateSwitches;
import dev.imconnector.sandbox.switches.ReadSwitches;
import dev.imconnector.sandbox.testkit.RunningSandbox;
import dev.imconnector.sandbox.testkit.SandboxCaller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class FaultsTest {

    @RegisterExtension
    final RunningSandbox running = new RunningSandbox();

    private final SandboxCaller im = running.im;
    private String writer;
    private String reader;

    @BeforeEach
    void tokens() {
        writer = im.writerToken();
        reader = im.readerToken();
    }

    private List<Integer> reads(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> im.get("/quotas", reader).status())
                .toList();
    }

    private HttpRequest.Builder batch(String sourceRef) {
        return im.api("/credits/batch", writer)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(batchOf(credit(sourceRef))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "next 2 status 503            | 503 503 200 200 200",
                "every 2 status 500           | 200 500 200 500 200",
                "nth 3 status 408             | 200 200 408 200 200",
                "always status 404            | 404 404 404 404 404",
                "next 1 unauthorized          | 401 200 200 200 200",
                "next 1 status 500; every 2 status 502 | 500 502 200 502 200",
                "next 2 status 500; every 2 status 502 | 500 500 200 502 200",
                "always status 500 on write   | 200 200 200 200 200",
                "always status 500 on token   | 200 200 200 200 200",
                "always status 500 on results | 200 200 200 200 200",
                "always status 500 on quotas  | 500 500 500 500 500",
                "always status 500 on read    | 500 500 500 500 500",
                "always status 500 on all     | 500 500 500 500 500",
            })
    void aRuleStrikesTheRequestsItNames(String rule, String statuses) {
        running.set("fault", rule);

        assertThat(reads(5)).map(String::valueOf).containsExactly(statuses.split(" "));
    }

    @Test
    void settingARuleAgainStartsItsCountAnewAndOtherSwitchesDoNot() {
        running.set("fault", "next 2 status 503");
        assertThat(reads(1)).containsExactly(503);
        running.with(ReadSwitches.RESULTS, 5);
        assertThat(reads(2)).containsExactly(503, 200);
        running.set("fault", "next 2 status 503");

        assertThat(reads(3)).containsExactly(503, 503, 200);
    }

    @Test
    void theTokenEndpointMayBeDownAlone() {
        running.set("fault", "always status 500 on token");

        assertThat(im.tokenCall(Map.of()).status()).isEqualTo(500);
        assertThat(reads(1)).containsExactly(200);
    }

    @Test
    void aPlanned429And503SayRetryAfter() {
        running.set("fault", "nth 1 status 429; nth 2 status 503; nth 3 status 500");
        running.with(RateSwitches.RETRY_AFTER, "7");

        assertThat(im.get("/quotas", reader).header("Retry-After")).isEqualTo("7");
        assertThat(im.get("/quotas", reader).header("Retry-After")).isEqualTo("7");
        assertThat(im.get("/quotas", reader).header("Retry-After")).isNull();
        assertThat(running.sandbox.report().requests().throttled()).isEqualTo(1);
    }

    @Test
    void aConnectionDroppedBeforeHasAppliedNothing() {
        running.set("fault", "always drop-before on batch");

        assertThatThrownBy(() -> im.exchange(batch("A-1"))).isInstanceOf(IOException.class);

        assertThat(running.sandbox.credit("A-1")).isEmpty();
    }

    @Test
    void aConnectionDroppedAfterHasAppliedTheBatch() {
        running.set("fault", "always drop-after on batch");

        assertThatThrownBy(() -> im.exchange(batch("A-1"))).isInstanceOf(IOException.class);

        assertThat(running.sandbox.credit("A-1")).isPresent();
        assertThat(running.sandbox.report().requests().of("POST /credits/batch", 0))
                .isPositive();
    }

    @ParameterizedTest
    @CsvSource({"stall-before, false", "stall-after, true"})
    void aStalledRequestGetsNoAnswer(String action, boolean applied) {
        running.set("fault", "always " + action + " on batch");

        assertThatThrownBy(() -> stalled("A-1")).isInstanceOf(HttpTimeoutException.class);

        assertThat(running.sandbox.credit("A-1").isPresent()).isEqualTo(applied);
    }

    private void stalled(String sourceRef) throws Exception {
        HttpClient.newHttpClient()
                .send(batch(sourceRef).timeout(Duration.ofMillis(500)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aPoisonRecordMayStallItsRequest() {
        running.set("poison-ref", "A-.*");
        running.set("poison-action", "stall");

        assertThatThrownBy(() -> stalled("A-1")).isInstanceOf(HttpTimeoutException.class);

        assertThat(running.sandbox.credit("A-1")).isEmpty();
    }

    @Test
    void aRequestThatStallsNoLongerCountsAsUnderWay() {
        running.set("fault", "next 1 stall-after on batch");
        assertThatThrownBy(() -> stalled("A-1")).isInstanceOf(HttpTimeoutException.class);

        assertThat(im.send(batch("A-1")).status()).isEqualTo(207);

        assertThat(running.sandbox.report().credits().sameSourceRefUnderWay()).isZero();
    }

    @Test
    void aStallEndsByItself() {
        running.with(FaultSwitches.STALL_SECONDS, 1);
        running.set("fault", "always stall-before on read");

        assertThatThrownBy(() -> im.exchange(im.api("/quotas", reader)))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(HttpTimeoutException.class);
    }

    @Test
    void aBodyMayBeCutOff() {
        running.set("fault", "always cut-body on read");

        assertThatThrownBy(() -> im.exchange(im.api("/quotas", reader))).isInstanceOf(IOException.class);
    }

    @Test
    void aBodyMayTrickle() {
        running.with(FaultSwitches.STALL_SECONDS, 1);
        running.set("fault", "always trickle on read");

        assertThatThrownBy(() -> im.exchange(im.api("/quotas", reader))).isInstanceOf(IOException.class);
    }

    @Test
    void aMaintenancePageComesAsHtmlWith200() {
        running.set("fault", "always html on all");

        var page = im.get("/quotas", reader);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.body()).startsWith("<!DOCTYPE html>");
        assertThat(im.tokenCall(Map.of()).body()).startsWith("<!DOCTYPE html>");
    }

    @Test
    void garbageAndHugeAnswersSayTheyAreJson() {
        running.set("fault", "nth 1 garbage; nth 2 huge");

        var garbage = im.get("/quotas", reader);
        var huge = im.get("/quotas", reader);

        assertThat(garbage.header("Content-Type")).isEqualTo("application/json");
        assertThatThrownBy(garbage::json).isInstanceOf(UncheckedIOException.class);
        assertThat(huge.header("Content-Type")).isEqualTo("application/json");
        assertThat(huge.body())
                .hasSizeGreaterThan(64 * 1_024 * 1_024)
                .startsWith("{\"value\":[0,")
                .endsWith("0]}");
    }

    @Test
    void aTokenMayBeRevokedInTheMiddle() {
        running.set("fault", "nth 2 revoke");

        assertThat(reads(3)).containsExactly(200, 401, 401);
        assertThat(im.get("/quotas", im.readerToken()).status()).isEqualTo(200);
    }

    @Test
    void aFaultTakesASlotOfTheRateLimit() {
        running.with(RateSwitches.RATE_LIMIT, 4);
        running.set("fault", "always status 500");

        assertThat(reads(5)).containsExactly(500, 500, 500, 500, 429);
    }

    @Test
    void latencyHoldsTheAnswerBack() {
        running.with(FaultSwitches.LATENCY_MILLIS, 120).with(FaultSwitches.LATENCY_JITTER_MILLIS, 10);
        var before = System.nanoTime();

        assertThat(reads(1)).containsExactly(200);

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(120));
    }

    @Test
    void twoRequestsWithOneSourceRefAtATimeAreSeen() {
        running.with(FaultSwitches.LATENCY_MILLIS, 60_000);
        var http = HttpClient.newHttpClient();
        var first = http.sendAsync(batch("A-1").build(), HttpResponse.BodyHandlers.ofString());
        while (running.sandbox.timesSent("A-1") == 0) {
            Thread.onSpinWait();
        }
        running.with(FaultSwitches.LATENCY_MILLIS, 0);
        im.send(batch("A-1"));
        im.send(batch("A-2"));

        assertThat(running.sandbox.report().credits().sameSourceRefUnderWay()).isEqualTo(1);
        assertThat(running.sandbox.report().requests().mostUnderWay()).isEqualTo(2);
        assertThat(first).isNotDone();
    }
}
