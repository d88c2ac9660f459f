package dev.imconnector.local;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * The hidden files in which objects are written before they are moved into place. What a killed process left behind is
 * deleted a day later, when the next one starts to write in that folder. Thread-safe.
 */
final class TemporaryFiles {

    private static final Duration KEPT = Duration.ofDays(1);
    private static final Pattern NAME = Pattern.compile("\\..+\\.[0-9]+-[0-9]+\\.tmp");
    private static final int MOST_SWEPT_FOLDERS = 1_000;

    /** Of this process, not of one store: two stores may write in one folder. */
    private static final AtomicLong NUMBER = new AtomicLong();

    private final Clock clock;
    private final Set<Path> swept = ConcurrentHashMap.newKeySet();

    TemporaryFiles(Clock clock) {
        this.clock = clock;
    }

    /** A temporary file open for writing; closed, it is gone unless it was moved. */
    record Temporary(Path path, FileChannel channel) implements Closeable {

        @Override
        public void close() throws IOException {
            try (channel) {
                Files.deleteIfExists(path);
            }
        }
    }

    /** A new one, beside others for the same object. */
    Temporary create(Path object) throws IOException {
        sweep(object.getParent());
        while (true) {
            var name = ".%s.%d-%d.tmp"
                    .formatted(object.getFileName(), ProcessHandle.current().pid(), NUMBER.incrementAndGet());
            var path = object.resolveSibling(name);
            try {
                return new Temporary(
                        path, FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
            } catch (FileAlreadyExistsException e) {
                // Left by an earlier process of the same number, or of another machine: the next number is free.
                continue;
            }
        }
    }

    private void sweep(Path folder) throws IOException {
        if (swept.size() >= MOST_SWEPT_FOLDERS) {
            swept.clear();
        }
        if (!swept.add(folder)) {
            return;
        }
        var before = clock.instant().minus(KEPT);
        try (var files = Files.newDirectoryStream(folder, ".*.tmp")) {
            for (var file : files) {
                if (NAME.matcher(file.getFileName().toString()).matches()) {
                    deleteIfOlder(file, before);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private static void deleteIfOlder(Path file, Instant before) throws IOException {
        try {
            if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            // Since it was listed, the process that wrote it has moved it into place.
            return;
        }
    }
}
