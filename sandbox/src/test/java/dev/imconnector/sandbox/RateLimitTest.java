package dev.imconnector.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.sandbox.switches.RateSwitches;
import dev.imconnector.sandbox.testkit.RunningSandbox;
import dev.imconnector.sandbox.testkit.SandboxCaller;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTest {

    @RegisterExtension
    final RunningSandbox running = new RunningSandbox(SandboxOptions.defaults().with(RateSwitches.RATE_LIMIT, 3));

    private final SandboxCaller im = running.im;

    private int read(String token) {
        return im.get("/quotas", token).status();
    }

    private void advance(int seconds) {
        running.clock.advance(Duration.ofSeconds(seconds));
    }

    @Test
    void aSlotOfTheSlidingWindowIsFreeSixtySecondsAfterItsOwnArrival() {
        var token = im.readerToken();
        advance(30);
        assertThat(read(token)).isEqualTo(200);
        assertThat(read(token)).isEqualTo(200);
        assertThat(read(token)).isEqualTo(429);
        advance(30);

        assertThat(read(token)).as("the slot of the token call").isEqualTo(200);
        assertThat(read(token)).isEqualTo(429);
    }

    @Test
    void theFixedWindowStartsAnewWithTheMinute() {
        running.with(RateSwitches.RATE_WINDOW, RateSwitches.Window.FIXED);
        running.clock.set(Instant.parse("2026-03-02T04:15:59Z"));
        var token = im.readerToken();
        read(token);
        read(token);
        assertThat(read(token)).isEqualTo(429);
        advance(1);

        assertThat(read(token)).isEqualTo(200);
        assertThat(read(token)).isEqualTo(200);
        assertThat(read(token)).isEqualTo(200);
        assertThat(read(token)).isEqualTo(429);
    }

    @Test
    void aTenantsClientsShareTheLimit() {
        var reader = im.readerToken();
        im.writerToken();
        assertThat(read(reader)).isEqualTo(200);

        assertThat(read(reader)).isEqualTo(429);
    }

    @Test
    void aLimitByClientIsEachClientsOwn() {
        running.with(RateSwitches.RATE_SCOPE, RateSwitches.Scope.CLIENT);
        var reader = im.readerToken();
        im.writerToken();
        im.writerToken();
        assertThat(read(reader)).isEqualTo(200);
        assertThat(read(reader)).isEqualTo(200);

        assertThat(read(reader)).isEqualTo(429);
        assertThat(im.writerToken()).isNotEmpty();
    }

    @Test
    void aRefusedRequestTakesNoSlotUnlessTheSwitchSaysSo() {
        var token = im.readerToken();
        advance(59);
        read(token);
        read(token);
        assertThat(read(token)).isEqualTo(429);
        advance(1);
        assertThat(read(token)).isEqualTo(200);

        running.with(RateSwitches.RATE_COUNTS_REFUSED, true);
        assertThat(read(token)).isEqualTo(429);
        advance(59);
        assertThat(read(token))
                .as("two of three slots are taken by refused requests")
                .isEqualTo(200);
        assertThat(read(token)).isEqualTo(429);
    }

    @Test
    void theTokenEndpointIsLimitedToo() {
        for (int i = 0; i < 3; i++) {
            im.readerToken();
        }

        assertThat(im.tokenCall(Map.of()).status()).isEqualTo(429);
    }

    @Test
    void zeroIsNoLimit() {
        running.with(RateSwitches.RATE_LIMIT, 0);
        var token = im.readerToken();
        for (int i = 0; i < 20; i++) {
            assertThat(read(token)).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "Wed, 21 Oct 2026 07:28:00 GMT", "soon", "-1", "999999999999"})
    void retryAfterSaysWhatTheSwitchSays(String text) {
        running.with(RateSwitches.RETRY_AFTER, text);
        var token = im.readerToken();
        read(token);
        read(token);

        assertThat(im.get("/quotas", token).header("Retry-After")).isEqualTo(text);
    }

    @Test
    void retryAfterMayBeMissing() {
        running.with(RateSwitches.RETRY_AFTER, "");
        var token = im.readerToken();
        read(token);
        read(token);
        var refused = im.get("/quotas", token);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isNull();
    }

    @Test
    void theReportHasTheMostOfAnySixtySeconds() {
        running.with(RateSwitches.RATE_LIMIT, 0);
        var token = im.readerToken();
        advance(59);
        read(token);
        read(token);
        advance(2);
        read(token);
        advance(30);
        read(token);

        assertThat(running.sandbox.report().requests().mostIn60Seconds()).isEqualTo(4);
    }
}
