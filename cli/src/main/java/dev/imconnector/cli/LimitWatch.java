package dev.imconnector.cli;

import com.amazonaws.services.lambda.runtime.Context;
import dev.imconnector.http.RequestEvents;
import dev.imconnector.metrics.RunMetrics;
import dev.imconnector.run.RunRecord;
import dev.imconnector.settings.ClientRole;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Knows whether requests wait for IM's limit just now, so that the progress bar can say so. Thread-safe. */
final class LimitWatch implements RunMetrics {

    private final Clock clock;
    private final AtomicReference<Instant> waitingUntil = new AtomicReference<>(Instant.MIN);

    LimitWatch(Clock clock) {
        this.clock = clock;
    }

    /** How long requests still wait for the limit; empty when they do not. */
    Optional<Duration> waitsFor() {
        var left = Duration.between(clock.instant(), waitingUntil.get());
        return left.isNegative() || left.isZero() ? Optional.empty() : Optional.of(left);
    }

    @Override
    public RequestEvents requestEvents(ClientRole client) {
        return new RequestEvents() {
            @Override
            public void waitsForSlot(Duration time) {
                waitingUntil.set(clock.instant().plus(time));
            }
        };
    }

    @Override
    public void coldStart(Context context) {}

    @Override
    public void ended(RunRecord run, Instant startedAt) {}
}
