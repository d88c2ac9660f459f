package dev.imconnector.testkit;

import dev.imconnector.problem.Problem;
import dev.imconnector.store.Location;
import dev.imconnector.store.ObjectChangedException;
import dev.imconnector.store.ObjectStore;
import dev.imconnector.store.ObjectWriter;
import dev.imconnector.store.StoreException;
import dev.imconnector.store.StoredContent;
import dev.imconnector.store.StoredObject;
import dev.imconnector.store.WriteConflictException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A store in memory, strongly consistent like the real ones, that can be made to fail. Thread-safe. */
public final class MemoryStore implements ObjectStore {

    private final TreeMap<Location, Held> objects = new TreeMap<>();
    private long versions;
    private long writes;
    private long loseAnswerOfWrite = -1;
    private boolean unreachable;
    private Consumer<Location> beforeWrite = location -> {};
    private Consumer<Location> beforeOpen = location -> {};

    private record Held(byte[] content, String version) {}

    /** The conditional write after that many others arrives, but its answer is lost: a conflict is reported. */
    public synchronized void loseAnswerOfConditionalWrite(long number) {
        loseAnswerOfWrite = writes + number;
    }

    public synchronized void unreachable(boolean now) {
        unreachable = now;
    }

    /** Called before each write: may throw, as a process that dies there would never write. */
    public synchronized void beforeWrite(Consumer<Location> hook) {
        beforeWrite = hook;
    }

    /** Called before an object is opened as a stream. */
    public synchronized void beforeOpen(Consumer<Location> hook) {
        beforeOpen = hook;
    }

    public void put(String location, String content) {
        write(Location.parse(location), content.getBytes(StandardCharsets.UTF_8));
    }

    /** Puts an object back as it was in another store; later versions get other names. */
    public synchronized void restore(Location location, byte[] content, String version) {
        objects.put(location, new Held(content, version));
        versions = Math.max(versions, Long.parseLong(version.substring(1)));
    }

    /** All that it holds, to be brought back by running it. */
    public synchronized Runnable kept() {
        var all = new TreeMap<>(objects);
        return () -> {
            synchronized (this) {
                objects.clear();
                objects.putAll(all);
            }
        };
    }

    public synchronized String text(Location location) {
        return new String(bytes(location), StandardCharsets.UTF_8);
    }

    public synchronized byte[] bytes(Location location) {
        return objects.get(location).content();
    }

    public synchronized List<Location> locations() {
        return List.copyOf(objects.keySet());
    }

    @Override
    public synchronized Optional<StoredObject> find(Location object) {
        mustBeReachable();
        return Optional.ofNullable(objects.get(object))
                .map(held -> new StoredObject(object, held.content().length, held.version()));
    }

    @Override
    public synchronized List<StoredObject> list(Location folder, int limit) {
        mustBeReachable();
        return objects.entrySet().stream()
                .filter(entry -> entry.getKey().isIn(folder))
                .limit(limit)
                .map(entry -> new StoredObject(
                        entry.getKey(),
                        entry.getValue().content().length,
                        entry.getValue().version()))
                .toList();
    }

    @Override
    public synchronized InputStream open(StoredObject object) throws IOException {
        mustBeReachable();
        beforeOpen.accept(object.location());
        var held = objects.get(object.location());
        if (held == null || !held.version().equals(object.version())) {
            throw new ObjectChangedException(object.location());
        }
        return new ByteArrayInputStream(held.content());
    }

    @Override
    public synchronized Optional<StoredContent> read(Location object) {
        mustBeReachable();
        return Optional.ofNullable(objects.get(object)).map(held -> new StoredContent(held.content(), held.version()));
    }

    @Override
    public synchronized String create(Location object, byte[] content) throws WriteConflictException {
        return writeIf(!objects.containsKey(object), object, content);
    }

    @Override
    public synchronized String replace(Location object, byte[] content, String version) throws WriteConflictException {
        var held = objects.get(object);
        return writeIf(held != null && held.version().equals(version), object, content);
    }

    private String writeIf(boolean allowed, Location object, byte[] content) throws WriteConflictException {
        mustBeReachable();
        beforeWrite.accept(object);
        if (!allowed) {
            throw new WriteConflictException(object);
        }
        var version = hold(object, content);
        if (++writes == loseAnswerOfWrite) {
            throw new WriteConflictException(object);
        }
        return version;
    }

    @Override
    public synchronized void write(Location object, byte[] content) {
        mustBeReachable();
        beforeWrite.accept(object);
        hold(object, content);
    }

    private String hold(Location object, byte[] content) {
        var version = "v" + ++versions;
        objects.put(object, new Held(content, version));
        return version;
    }

    @Override
    public ObjectWriter writer(Location object) {
        var bytes = new ByteArrayOutputStream();
        return new ObjectWriter() {
            @Override
            public OutputStream stream() {
                return bytes;
            }

            @Override
            public void commit() {
                write(object, bytes.toByteArray());
            }

            @Override
            public void close() {
                bytes.reset();
            }
        };
    }

    @Override
    public synchronized void delete(Location object) {
        mustBeReachable();
        objects.remove(object);
    }

    private void mustBeReachable() {
        if (unreachable) {
            throw new StoreException(new Problem("STORE_UNREACHABLE", "The memory is away", "Bring it back"), null);
        }
    }
}
