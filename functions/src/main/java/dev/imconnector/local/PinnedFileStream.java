package dev.imconnector.local;

import dev.imconnector.store.ObjectChangedException;
import dev.imconnector.store.OneByte;
import dev.imconnector.store.StoredObject;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file's bytes, as long as it is the version that was asked for: looked at when it is opened, when it ends, and when
 * it turns out to be longer than it was.
 */
final class PinnedFileStream extends FilterInputStream {

    private final Path file;
    private final StoredObject object;
    private long left;

    private PinnedFileStream(Path file, StoredObject object) throws IOException {
        super(FolderLinks.open(file, object.location()));
        this.file = file;
        this.object = object;
        this.left = object.size();
    }

    static PinnedFileStream open(Path file, StoredObject object) throws IOException {
        PinnedFileStream stream;
        try {
            stream = new PinnedFileStream(file, object);
        } catch (NoSuchFileException e) {
            throw changed(object, e);
        }
        try {
            stream.checkVersion();
            return stream;
        } catch (IOException e) {
            try (stream) {
                throw e;
            }
        }
    }

    @Override
    public int read() throws IOException {
        return OneByte.of(this);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        var count = super.read(target, offset, length);
        if (count < 0) {
            checkVersion();
            return count;
        }
        left -= count;
        if (left < 0) {
            throw new ObjectChangedException(object.location());
        }
        return count;
    }

    /** By reading: a seek could jump over the end without its check. */
    @Override
    public long skip(long count) throws IOException {
        var buffer = new byte[(int) Math.max(1, Math.min(count, 8_192))];
        var skipped = 0L;
        while (skipped < count) {
            var read = read(buffer, 0, (int) Math.min(buffer.length, count - skipped));
            if (read < 0) {
                break;
            }
            skipped += read;
        }
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void checkVersion() throws IOException {
        var now = FileVersion.find(file).map(FileVersion::toString);
        if (now.isEmpty() || !now.get().equals(object.version())) {
            throw new ObjectChangedException(object.location());
        }
    }

    private static ObjectChangedException changed(StoredObject object, IOException cause) {
        var changed = new ObjectChangedException(object.location());
        changed.initCause(cause);
        return changed;
    }
}
