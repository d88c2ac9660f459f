package dev.imconnector.local;

import dev.imconnector.store.Location;
import dev.imconnector.time.Sleeper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.DosFileAttributeView;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * Holds one folder against other writers, in this process and in others, for the moment of a comparison and a move. The
 * operating system drops the lock of a process that dies, so none is ever left behind.
 *
 * <p>The lock inside this process spans opening and closing of the lock file, for on POSIX systems closing any
 * descriptor of a file drops all locks that the process has on it ({@code fcntl(2)}).
 */
final class FolderLock implements AutoCloseable {

    static final String FILE = ".lock";

    /** A writer holds the lock for well under a millisecond; this long means that its process was suspended. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofMillis(2);

    private static final ReentrantLock[] IN_THIS_PROCESS =
            IntStream.range(0, 64).mapToObj(i -> new ReentrantLock()).toArray(ReentrantLock[]::new);

    private final ReentrantLock inThisProcess;
    private final FileChannel channel;

    private FolderLock(ReentrantLock inThisProcess, FileChannel channel) {
        this.inThisProcess = inThisProcess;
        this.channel = channel;
    }

    /**
     * Waits for the lock, at most 10 s.
     *
     * @param folder an existing folder
     * @param object what is to be written, for the text of errors
     * @throws dev.imconnector.store.StoreException STORE_BUSY, or STORE_INTERRUPTED with the thread's interrupt kept
     */
    static FolderLock acquire(Path folder, Location object, Sleeper sleeper) throws IOException {
        var path = folder.toRealPath();
        var mutex = IN_THIS_PROCESS[Math.floorMod(path.hashCode(), IN_THIS_PROCESS.length)];
        try {
            if (!mutex.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw FileProblems.busy(object, PATIENCE);
            }
            return new FolderLock(mutex, lockedFile(mutex, path.resolve(FILE), object, sleeper));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FileProblems.interrupted(object, e);
        }
    }

    private static FileChannel lockedFile(ReentrantLock mutex, Path file, Location object, Sleeper sleeper)
            throws IOException, InterruptedException {
        var locked = false;
        try {
            var channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            try {
                hide(file);
                waitFor(channel, object, sleeper);
                locked = true;
                return channel;
            } finally {
                if (!locked) {
                    channel.close();
                }
            }
        } finally {
            if (!locked) {
                mutex.unlock();
            }
        }
    }

    /** The dot in front hides the file everywhere but on Windows. */
    private static void hide(Path file) throws IOException {
        var attributes = Files.getFileAttributeView(file, DosFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (attributes != null && !Files.isHidden(file)) {
            attributes.setHidden(true);
        }
    }

    private static void waitFor(FileChannel channel, Location object, Sleeper sleeper)
            throws IOException, InterruptedException {
        for (long tries = PATIENCE.dividedBy(PAUSE); tryLock(channel) == null; tries--) {
            if (tries == 0) {
                throw FileProblems.busy(object, PATIENCE);
            }
            sleeper.sleep(PAUSE);
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Held by this process through another class loader, which has another mutex.
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            // Closing the channel drops the lock.
        } finally {
            inThisProcess.unlock();
        }
    }
}
