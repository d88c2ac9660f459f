package dev.imconnector.store;

import dev.imconnector.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The stores of all schemes as one. Each is made when its first location is used, so that a run on files alone never
 * loads the client of another store. Thread-safe.
 */
public final class ObjectStores implements ObjectStore {

    private final Map<String, Supplier<ObjectStore>> makers;
    private final Map<String, ObjectStore> made = new ConcurrentHashMap<>();

    /** @param makers how to make the store of a location's scheme; each is asked once */
    public ObjectStores(Map<String, Supplier<ObjectStore>> makers) {
        this.makers = Map.copyOf(makers);
    }

    private ObjectStore of(Location location) {
        return made.computeIfAbsent(location.scheme(), scheme -> {
            if (!makers.containsKey(scheme)) {
                throw new LocationException(new Problem(
                        "LOCATION_INVALID",
                        "There is no store for the location '" + location + "'",
                        "Use a location that starts with one of " + new TreeSet<>(makers.keySet())));
            }
            return makers.get(scheme).get();
        });
    }

    @Override
    public Optional<StoredObject> find(Location object) {
        return of(object).find(object);
    }

    @Override
    public List<StoredObject> list(Location folder, int limit) {
        return of(folder).list(folder, limit);
    }

    @Override
    public InputStream open(StoredObject object) throws IOException {
        return of(object.location()).open(object);
    }

    @Override
    public Optional<StoredContent> read(Location object) {
        return of(object).read(object);
    }

    @Override
    public String create(Location object, byte[] content) throws WriteConflictException {
        return of(object).create(object, content);
    }

    @Override
    public String replace(Location object, byte[] content, String version) throws WriteConflictException {
        return of(object).replace(object, content, version);
    }

    @Override
    public void write(Location object, byte[] content) {
        of(object).write(object, content);
    }

    @Override
    public ObjectWriter writer(Location object) {
        return of(object).writer(object);
    }

    @Override
    public void delete(Location object) {
        of(object).delete(object);
    }
}
