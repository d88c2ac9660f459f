package dev.imconnector.local;

import dev.imconnector.store.Location;
import dev.imconnector.store.ObjectStore;
import dev.imconnector.store.ObjectWriter;
import dev.imconnector.store.StoredContent;
import dev.imconnector.store.StoredObject;
import dev.imconnector.store.WriteConflictException;
import dev.imconnector.time.Sleeper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Objects as files. A conditional write holds its folder's lock over the comparison and an atomic move; content reaches
 * the disk before the move, so that a power failure may take back the last writes but never leaves half of one. Hidden
 * files (a dot in front: the lock, what is under way) are no objects. Thread-safe, also between processes on a file
 * system that has locks.
 */
public final class FileStore implements ObjectStore {

    private static final int MAX_READ_BYTES = 16 * 1024 * 1024;
    private static final int MAX_READ_TRIES = 1_000;

    private final Clock clock;
    private final Sleeper sleeper;
    private final TemporaryFiles temporaryFiles;

    /**
     * @param clock stamps what is written
     * @param sleeper waits for the lock of another process, 2 ms at a time and 10 s at most
     */
    public FileStore(Clock clock, Sleeper sleeper) {
        this.clock = clock;
        this.sleeper = sleeper;
        this.temporaryFiles = new TemporaryFiles(clock);
    }

    @Override
    public Optional<StoredObject> find(Location object) {
        var file = FilePaths.ofObject(object);
        try {
            var found = FileVersion.find(file);
            if (found.isPresent()) {
                new FolderLinks(file.getParent()).mustNotLeadOut(file, object);
            }
            return found.map(version -> new StoredObject(object, version.size(), version.toString()));
        } catch (IOException e) {
            throw FileProblems.of("look for", object, e);
        }
    }

    @Override
    public List<StoredObject> list(Location folder, int limit) {
        var root = FilePaths.of(folder.folder());
        var listing = new FileListing(folder, root, limit);
        try {
            Files.walkFileTree(root, Set.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, listing);
            return listing.objects();
        } catch (IOException e) {
            throw FileProblems.of("list", folder, e);
        }
    }

    @Override
    public InputStream open(StoredObject object) throws IOException {
        return PinnedFileStream.open(FilePaths.ofObject(object.location()), object);
    }

    @Override
    public Optional<StoredContent> read(Location object) {
        var file = FilePaths.ofObject(object);
        try {
            for (int i = 0; i < MAX_READ_TRIES; i++) {
                var before = FileVersion.find(file);
                if (before.isEmpty()) {
                    return Optional.empty();
                }
                var content = readAll(file, object);
                if (content.isPresent() && before.equals(FileVersion.find(file))) {
                    return Optional.of(
                            new StoredContent(content.get(), before.get().toString()));
                }
            }
            throw new IOException("it changes faster than it can be read");
        } catch (IOException e) {
            throw FileProblems.of("read", object, e);
        }
    }

    private static Optional<byte[]> readAll(Path file, Location object) throws IOException {
        try (var stream = FolderLinks.open(file, object)) {
            if (Files.size(file) > MAX_READ_BYTES) {
                throw FileProblems.tooLarge(object, Files.size(file), MAX_READ_BYTES);
            }
            var content = stream.readNBytes(MAX_READ_BYTES + 1);
            if (content.length > MAX_READ_BYTES) {
                throw FileProblems.tooLarge(object, content.length, MAX_READ_BYTES);
            }
            return Optional.of(content);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public String create(Location object, byte[] content) throws WriteConflictException {
        return putIf(Optional::isEmpty, object, content).orElseThrow(() -> new WriteConflictException(object));
    }

    @Override
    public String replace(Location object, byte[] content, String version) throws WriteConflictException {
        return putIf(found -> found.map(FileVersion::toString).equals(Optional.of(version)), object, content)
                .orElseThrow(() -> new WriteConflictException(object));
    }

    @Override
    public void write(Location object, byte[] content) {
        putIf(found -> true, object, content);
    }

    /**
     * Brings the content to the disk before it takes the lock: that may take long, and the lock is for moments.
     *
     * @return the new version, or empty when the condition did not hold and nothing was written
     */
    private Optional<String> putIf(Predicate<Optional<FileVersion>> condition, Location object, byte[] content) {
        var file = FilePaths.ofObject(object);
        try (var written = written(file, content)) {
            return underLock("write", object, file, () -> {
                var before = FileVersion.find(file);
                return condition.test(before)
                        ? Optional.of(
                                moveIntoPlace(written.path(), file, before).toString())
                        : Optional.empty();
            });
        } catch (IOException e) {
            throw FileProblems.of("write", object, e);
        }
    }

    private TemporaryFiles.Temporary written(Path file, byte[] content) throws IOException {
        createFolderOf(file);
        var temporary = temporaryFiles.create(file);
        try {
            for (var bytes = ByteBuffer.wrap(content); bytes.hasRemaining(); ) {
                temporary.channel().write(bytes);
            }
            temporary.channel().force(false);
            temporary.channel().close();
            return temporary;
        } catch (IOException e) {
            temporary.close();
            throw e;
        }
    }

    @Override
    public ObjectWriter writer(Location object) {
        var file = FilePaths.ofObject(object);
        try {
            createFolderOf(file);
            var temporary = temporaryFiles.create(file);
            return new FileObjectWriter(object, temporary.path(), temporary.channel(), this::commit);
        } catch (IOException e) {
            throw FileProblems.of("write", object, e);
        }
    }

    private void commit(Path written, Location object) {
        var file = FilePaths.ofObject(object);
        underLock("write", object, file, () -> moveIntoPlace(written, file, FileVersion.find(file)));
    }

    private FileVersion moveIntoPlace(Path written, Path file, Optional<FileVersion> before) throws IOException {
        var version = FileVersion.stamp(written, before, clock.instant());
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        return version;
    }

    @Override
    public void delete(Location object) {
        var file = FilePaths.ofObject(object);
        if (Files.exists(file)) {
            underLock("delete", object, file, () -> Files.deleteIfExists(file));
        }
    }

    private interface FileAction<T> {
        T run() throws IOException;
    }

    private <T> T underLock(String doing, Location object, Path file, FileAction<T> action) {
        try {
            createFolderOf(file);
            var lock = FolderLock.acquire(file.getParent(), object, sleeper);
            try (lock) {
                return action.run();
            }
        } catch (IOException e) {
            throw FileProblems.of(doing, object, e);
        }
    }

    private static void createFolderOf(Path file) throws IOException {
        if (!Files.isDirectory(file.getParent())) {
            PrivateFolder.create(file.getParent());
        }
    }
}
