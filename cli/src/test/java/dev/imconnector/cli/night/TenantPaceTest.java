package dev.imconnector.cli.night;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.http.ApacheHttpExchange;
import dev.imconnector.lambda.Handlers;
import dev.imconnector.run.RunStatus;
import dev.imconnector.sandbox.ImDialect;
import dev.imconnector.sandbox.ImSandbox;
import dev.imconnector.sandbox.SandboxOptions;
import dev.imconnector.sandbox.switches.RateSwitches;
import dev.imconnector.testkit.SettableClock;
import dev.imconnector.testkit.VirtualTime;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A tenant that allows 100 requests a minute, in time that nobody waits for: the limit alone says how long a night takes, with
 * the writes, the looks and what is learned first all counted. On one thread, so that one wait is not counted twice.
 */
@Timeout(60)
class TenantPaceTest {

    private static final int LIMIT = 100;

    /** More than one look asks for. */
    private static final int BATCH = 51;

    @TempDir
    private Path home;

    private final SettableClock clock = new SettableClock();

    @ParameterizedTest
    @CsvSource({"never, 98, 201", "always, 49, 201", "always-send-once, 49, 201"})
    void a_night_takes_no_longer_than_the_limit_makes_it(String looks, int batches, int requests) {
        try (var im = ImSandbox.start(
                SandboxOptions.defaults().withDialect(ImDialect.TENANT).with(RateSwitches.RATE_LIMIT, LIMIT), clock)) {
            var night = new Night(home, im, Export.of(batches * BATCH, 0))
                    .with("IM_DIALECT", "tenant")
                    .with("IM_EVENT_TYPE", "Order")
                    .with("IM_CALENDAR", "Main Monthly Calendar")
                    .with("IM_READ_BEFORE_WRITE", looks)
                    .with("IM_BATCH_SIZE", Integer.toString(BATCH))
                    .with("IM_REQUESTS_PER_MINUTE", Integer.toString(LIMIT));
            var time = new VirtualTime(clock)
                    .over((connect, request) -> new ApacheHttpExchange(connect, Duration.ofSeconds(30), clock))
                    .onOneThread();

            var run = time.toTheEnd(Handlers.push(night.environment(), time.platform()), TenantNight.EVENT);

            assertThat(run.status()).as("%s", run.error()).isEqualTo(RunStatus.COMPLETED);
            assertThat(run.created()).isEqualTo(batches * BATCH);
            var seen = im.report().requests();
            assertThat(seen.total()).as("of the arithmetic").isEqualTo(requests);
            assertThat(seen.throttled()).isZero();
            assertThat(seen.mostIn60Seconds()).isEqualTo(LIMIT);
            var ideal = Duration.ofMinutes((requests - 1) / LIMIT);
            assertThat(Duration.ofNanos((seen.lastAnswerMicros() - seen.firstArrivalMicros()) * 1_000))
                    .as("1.02 of the ideal at the most")
                    .isBetween(ideal, ideal.multipliedBy(102).dividedBy(100));
        }
    }
}
