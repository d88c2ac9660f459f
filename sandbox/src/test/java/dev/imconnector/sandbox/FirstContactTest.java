package dev.imconnector.sandbox;

import static dev.imconnector.sandbox.testkit.SandboxCaller.batchOf;
import static dev.imconnector.sandbox.testkit.SandboxCaller.credit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.sandbox.state.SandboxReport;
import dev.imconnector.sandbox.testkit.SandboxCaller;
import dev.imconnector.sandbox.testkit.StandingClock;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The way through the sandbox that every client takes: a token, a batch, a read, the report. */
class FirstContactTest {

    private final StandingClock clock = new StandingClock();
    private final ImSandbox sandbox = ImSandbox.start(SandboxOptions.defaults(), clock);
    private final SandboxCaller im = new SandboxCaller(sandbox);

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void aBatchIsStoredOnceAndTheReportSaysSo() {
        var token = im.writerToken();
        var first = im.batch(token, batchOf(credit("A-1", "1.10"), credit("A-2", "2.20"), credit("A-1", "1.10")));
        var again = im.batch(token, batchOf(credit("A-2", "2.20")));

        assertThat(first.status()).isEqualTo(207);
        assertThat(first.json().at("/results/0/status").textValue()).isEqualTo("CREATED");
        assertThat(first.json().at("/results/2/errorMessage").textValue()).contains("already exists");
        assertThat(again.json().at("/results/0/status").textValue()).isEqualTo("ERROR");
        var report = sandbox.report();
        assertThat(report.credits().stored()).isEqualTo(2);
        assertThat(report.credits().sent()).isEqualTo(4);
        assertThat(report.credits().sentAgain()).isEqualTo(2);
        assertThat(report.credits().sameSourceRefInBatch()).isEqualTo(1);
        assertThat(report.credits().totals())
                .containsExactly(new SandboxReport.CurrencyTotal("EUR", 2, new BigDecimal("3.30")));
        assertThat(report.requests().tokenCalls()).isEqualTo(1);
        assertThat(report.requests().of("POST /credits/batch", 207)).isEqualTo(2);
    }

    @Test
    void theRequestAfterTheHundredthIsRefusedUntilTheFirstIsSixtySecondsOld() {
        var token = im.readerToken();
        for (int i = 0; i < 99; i++) {
            assertThat(im.get("/participants", token).status()).isEqualTo(200);
        }
        clock.advance(Duration.ofSeconds(60).minusNanos(1_000));
        var refused = im.get("/participants", token);
        clock.advance(Duration.ofNanos(1_000));

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isEqualTo("30");
        assertThat(refused.json().get("error").textValue())
                .isEqualTo("Rate limit exceeded. Max 100 requests per minute.");
        assertThat(im.get("/participants", token).status()).isEqualTo(200);
        assertThat(sandbox.report().requests().throttled()).isEqualTo(1);
        assertThat(sandbox.report().requests().mostIn60Seconds()).isEqualTo(101);
    }

    @Test
    void aWriterCannotReadAndAReaderCannotWrite() {
        assertThat(im.get("/participants/P0000001", im.writerToken()).status()).isEqualTo(403);
        assertThat(im.get("/participants/P0000001", im.readerToken()).status()).isEqualTo(200);
        assertThat(im.batch(im.readerToken(), batchOf(credit("A-1"))).status()).isEqualTo(403);
        assertThat(sandbox.report().credits().sent()).isZero();
    }

    @Test
    void theReportIsThereOverHttpToo() {
        im.batch(im.writerToken(), batchOf(credit("A-1")));

        var report = im.admin("GET", "report", "").json();

        assertThat(report.at("/credits/stored").intValue()).isEqualTo(1);
        assertThat(report.at("/requests/tokenCalls").intValue()).isEqualTo(1);
        assertThat(report.at("/credits/totals/0/amount").decimalValue()).isEqualTo("100.10");
    }
}
