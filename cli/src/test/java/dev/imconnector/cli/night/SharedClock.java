package dev.imconnector.cli.night;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The real time plus an offset that several processes share through a file, so that a test can let a lease end in all of
 * them at once. Thread-safe; one process moves it.
 */
public final class SharedClock extends Clock {

    private final MappedByteBuffer offset;

    private SharedClock(MappedByteBuffer offset) {
        this.offset = offset;
    }

    public static SharedClock in(Path file) {
        try (var channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new SharedClock(channel.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void advance(Duration duration) {
        offset.putLong(0, offset.getLong(0) + duration.toMillis());
    }

    @Override
    public Instant instant() {
        return Instant.now().plusMillis(offset.getLong(0));
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("Everything here is in UTC");
    }
}
