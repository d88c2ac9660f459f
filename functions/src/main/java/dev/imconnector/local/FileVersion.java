package dev.imconnector.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The version of a file: its size and modification time. Two versions that the store wrote always differ, for it
 * stamps each later than the one before ({@link #stamp}).
 */
record FileVersion(long size, FileTime modified) {

    /** What the next stamp may have to be later by: the granularity of a file system's times, finest first. */
    private static final List<Duration> STEPS =
            List.of(Duration.ofNanos(1_000), Duration.ofMillis(1), Duration.ofSeconds(2));

    /** The version of the regular file at that path, or empty when there is none. */
    static Optional<FileVersion> find(Path file) throws IOException {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.isRegularFile() ? Optional.of(of(attributes)) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    static FileVersion of(BasicFileAttributes attributes) {
        return new FileVersion(attributes.size(), attributes.lastModifiedTime());
    }

    /**
     * Sets the file's modification time to now, or as little later as makes it differ from the version before: a run
     * record is replaced more often than a clock ticks.
     *
     * @param before the version that this file is to replace, if any
     * @return the file's version, as it is seen after a move
     */
    static FileVersion stamp(Path file, Optional<FileVersion> before, Instant now) throws IOException {
        var version = touch(file, now);
        for (var step : STEPS) {
            if (before.isEmpty() || version.modified.compareTo(before.get().modified) > 0) {
                return version;
            }
            version = touch(file, before.get().modified.toInstant().plus(step));
        }
        return version;
    }

    private static FileVersion touch(Path file, Instant time) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(time));
        return of(Files.readAttributes(file, BasicFileAttributes.class));
    }

    @Override
    public String toString() {
        var time = modified.toInstant();
        return "%d-%d.%09d".formatted(size, time.getEpochSecond(), time.getNano());
    }
}
