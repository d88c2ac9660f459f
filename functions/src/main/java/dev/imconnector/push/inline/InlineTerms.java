package dev.imconnector.push.inline;

import dev.imconnector.im.CallTimes;
import dev.imconnector.im.write.CreditSending;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What the credits of requests are checked and sent by of IM's own data: read for the first of them, and for the next five
 * minutes' not again. Safe for use by several threads.
 */
public final class InlineTerms {

    private static final Duration KEPT = Duration.ofMinutes(5);

    /** @param settings the settings that it was read under */
    private record Kept(Map<String, String> settings, String learned, Instant until) {}

    private final Clock clock;
    private final AtomicReference<Kept> last = new AtomicReference<>();

    public InlineTerms(Clock clock) {
        this.clock = clock;
    }

    /**
     * As the dialect has it.
     *
     * @param settings that shape what a credit becomes
     * @throws dev.imconnector.problem.ProblemException when it cannot be read, or is not what the settings say
     */
    String of(Map<String, String> settings, CreditSending sending, CallTimes times) throws InterruptedException {
        var kept = last.get();
        var now = clock.instant();
        if (kept == null || !kept.settings().equals(settings) || !now.isBefore(kept.until())) {
            kept = new Kept(Map.copyOf(settings), sending.learn(times), now.plus(KEPT));
            last.set(kept);
        }
        return kept.learned();
    }
}
