package dev.imconnector.sandbox.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that a test moves by hand; the server's threads see where it stands. */
public final class StandingClock extends Clock {

    private volatile Instant now = Instant.parse("2026-03-02T04:15:00Z");

    public void set(Instant instant) {
        now = instant;
    }

    /** To be called by one thread at a time. */
    public void advance(Duration duration) {
        now = now.plus(duration);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the sandbox asks for instants only");
    }
}
