package dev.imconnector.testkit;

import dev.imconnector.problem.Problem;
import dev.imconnector.store.Location;
import dev.imconnector.store.LocationException;
import dev.imconnector.store.ObjectChangedException;
import dev.imconnector.store.ObjectStore;
import dev.imconnector.store.ObjectWriter;
import dev.imconnector.store.StoredContent;
import dev.imconnector.store.StoredObject;
import dev.imconnector.store.WriteConflictException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A store in memory whose streams behave as those over a network do: they
 * say that nothing is available, can come in small pieces, fail, or meet a replaced object.
 */
public final class NetworkLikeStore implements ObjectStore {

    private final TreeMap<Location, StoredContent> objects = new TreeMap<>();
    private long writes;
    private int opened;
    private int pieceSize = Integer.MAX_VALUE;
    private ReadHook hook = (object, offset) -> {};

    /** Is called before each read of a stream; may write to the store, or throw. */
    @FunctionalInterface
    public interface ReadHook {
        void beforeRead(Location object, long offset) throws IOException;
    }

    /** From now on a read gives at most this many bytes. */
    public synchronized NetworkLikeStore inPiecesOf(int bytes) {
        pieceSize = bytes;
        return this;
    }

    /** From now on each read of a stream is preceded by this. */
    public synchronized NetworkLikeStore beforeReads(ReadHook newHook) {
        hook = newHook;
        return this;
    }

    /** How many streams are open. */
    public synchronized int openStreams() {
        return opened;
    }

    @Override
    public synchronized Optional<StoredObject> find(Location object) {
        return read(object).map(found -> new StoredObject(object, found.content().length, found.version()));
    }

    @Override
    public synchronized List<StoredObject> list(Location folder, int limit) {
        return objects.keySet().stream()
                .filter(each -> each.isIn(folder))
                .limit(limit)
                .map(each -> find(each).orElseThrow())
                .toList();
    }

    @Override
    public synchronized InputStream open(StoredObject object) throws IOException {
        var content = contentOf(object);
        opened++;
        return new PinnedStream(object, content);
    }

    private synchronized byte[] contentOf(StoredObject object) throws ObjectChangedException {
        return read(object.location())
                .filter(found -> found.version().equals(object.version()))
                .orElseThrow(() -> new ObjectChangedException(object.location()))
                .content();
    }

    @Override
    public synchronized Optional<StoredContent> read(Location object) {
        return Optional.ofNullable(objects.get(named(object)));
    }

    @Override
    public synchronized String create(Location object, byte[] content) throws WriteConflictException {
        if (read(object).isPresent()) {
            throw new WriteConflictException(object);
        }
        return put(object, content);
    }

    @Override
    public synchronized String replace(Location object, byte[] content, String version) throws WriteConflictException {
        if (read(object).filter(found -> found.version().equals(version)).isEmpty()) {
            throw new WriteConflictException(object);
        }
        return put(object, content);
    }

    @Override
    public synchronized void write(Location object, byte[] content) {
        put(object, content);
    }

    private String put(Location object, byte[] content) {
        var version = "v" + ++writes;
        objects.put(named(object), new StoredContent(content.clone(), version));
        return version;
    }

    @Override
    public ObjectWriter writer(Location object) {
        return new BufferedWriter(named(object));
    }

    @Override
    public synchronized void delete(Location object) {
        objects.remove(named(object));
    }

    private static Location named(Location object) {
        if (object.isFolder()) {
            throw new LocationException(new Problem(
                    "LOCATION_INVALID", object + " is a folder, not an object", "Name an object in the folder"));
        }
        return object;
    }

    private final class PinnedStream extends InputStream {

        private final StoredObject object;
        private final byte[] content;
        private int next;
        private boolean closed;

        PinnedStream(StoredObject object, byte[] content) {
            this.object = object;
            this.content = content;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            hook.beforeRead(object.location(), next);
            contentOf(object);
            if (length > 0 && next == content.length) {
                return -1;
            }
            var count = Math.min(Math.min(length, pieceSize), content.length - next);
            System.arraycopy(content, next, target, offset, count);
            next += count;
            return count;
        }

        @Override
        public void close() {
            synchronized (NetworkLikeStore.this) {
                opened -= closed ? 0 : 1;
                closed = true;
            }
        }
    }

    private final class BufferedWriter implements ObjectWriter {

        private final Location object;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private boolean committed;

        BufferedWriter(Location object) {
            this.object = object;
        }

        @Override
        public OutputStream stream() {
            return bytes;
        }

        @Override
        public void commit() {
            if (committed) {
                throw new IllegalStateException(object + " was committed before");
            }
            committed = true;
            write(object, bytes.toByteArray());
        }

        @Override
        public void close() {
            bytes.reset();
        }
    }
}
