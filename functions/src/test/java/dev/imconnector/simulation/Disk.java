package dev.imconnector.simulation;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The one store of a history, as each process sees it through {@link #seenBy}. */
final class Disk {

    private static final Duration LATENCY = Duration.ofMillis(15);

    private final World world;
    private final TreeMap<Location, Held> objects = new TreeMap<>();
    private final TreeMap<Location, Held> vanished = new TreeMap<>();
    private boolean hasLost;
    private final Set<Location> everHeld = new HashSet<>();
    private long versions;

    /** An object; what is read of it as JSON is read once. */
    private static final class Held {

        private final byte[] content;
        private final String version;
        private JsonNode json;

        Held(byte[] content, String version) {
            this.content = content;
            this.version = version;
        }

        byte[] content() {
            return content;
        }

        String version() {
            return version;
        }

        JsonNode json() {
            if (json == null) {
                try {
                    json = Tenant.JSON.readTree(content);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return json;
        }
    }

    /** What a call does to the store, or finds in it. */
    private interface Effect<T> {
        T take() throws WriteConflictException, ObjectChangedException;
    }

    Disk(World world) {
        this.world = world;
    }

    /** Put there by somebody else, without a fault. */
    void put(String at, byte[] content) {
        hold(Location.parse(at), content);
    }

    Optional<byte[]> content(String at) {
        return Optional.ofNullable(objects.get(Location.parse(at))).map(Held::content);
    }

    Optional<JsonNode> json(String at) {
        return Optional.ofNullable(objects.get(Location.parse(at))).map(Held::json);
    }

    List<String> locations() {
        return objects.keySet().stream().map(Location::toString).toList();
    }

    /** What had vanished is there again. */
    void heal() {
        vanished.forEach(objects::putIfAbsent);
        vanished.clear();
    }

    private String hold(Location at, byte[] content) {
        var version = "v" + ++versions;
        objects.put(at, new Held(content.clone(), version));
        everHeld.add(at);
        return version;
    }

    /** Whether a part has vanished at some time. */
    boolean hasLost() {
        return hasLost;
    }

    boolean hasEverHeld(Location at) {
        return everHeld.contains(at);
    }

    /** The parts that a record's checkpoint names. */
    List<Location> partsOf(JsonNode record) {
        var folder = Location.parse(world.history.kind().record()).folder();
        var parts = new ArrayList<Location>();
        for (var name : List.of("rejectParts", "receiptParts")) {
            var list = record.path("checkpoint").path(name);
            for (var written : list.path("written")) {
                for (var first : written.path("firstRows")) {
                    parts.add(folder.resolve("parts/%s-%05d-%012d"
                            .formatted(
                                    list.path("name").asText(),
                                    written.path("generation").asInt(),
                                    first.asLong())));
                }
            }
        }
        return parts;
    }

    ObjectStore seenBy(Machine machine) {
        return new View(machine);
    }

    private final class View implements ObjectStore {

        private final Machine machine;

        View(Machine machine) {
            this.machine = machine;
        }

        private StoreException failed(Location at, String why) {
            return new StoreException(
                    new Problem("STORE_UNREACHABLE", at + " " + why, "It is simulated"), new IOException("simulated"));
        }

        /** One call: the whole process waits for it, as it holds locks meanwhile; a fault may strike before or after. */
        private <T> T call(String what, Location at, Effect<T> effect)
                throws WriteConflictException, ObjectChangedException {
            var step = machine.step();
            var fault = world.nextOne(Trouble.Where.STORE, machine);
            var trouble = fault.map(Fault::trouble).orElse(null);
            machine.holdStill(LATENCY);
            if (trouble == Trouble.STORE_SLOW) {
                world.met(fault.get(), machine);
                machine.holdStill(Duration.ofSeconds(1 + fault.get().detail() % 20));
            }
            if (trouble == Trouble.STORE_FAILS) {
                world.met(fault.get(), machine);
                machine.storeFailed();
                throw failed(at, "could not be reached");
            }
            if (trouble == Trouble.STORE_PART_VANISHES) {
                vanish(fault.get(), machine);
            }
            var result = effect.take();
            machine.tookEffect(step, what + " " + at.name());
            if (trouble == Trouble.STORE_UNANSWERED) {
                world.met(fault.get(), machine);
                if (what.equals("create") || what.equals("replace")) {
                    throw new WriteConflictException(at);
                }
                machine.storeFailed();
                throw failed(at, "gave no answer");
            }
            return result;
        }

        private <T> T plain(String what, Location at, Effect<T> effect) {
            try {
                return call(what, at, effect);
            } catch (WriteConflictException | ObjectChangedException e) {
                throw new IllegalStateException(e);
            }
        }

        private void vanish(Fault fault, Machine machine) {
            objects.keySet().stream()
                    .filter(each -> each.path().contains("/parts/"))
                    .findFirst()
                    .ifPresent(part -> {
                        world.met(fault, machine);
                        hasLost = true;
                        vanished.put(part, objects.remove(part));
                    });
        }

        @Override
        public Optional<StoredObject> find(Location object) {
            return plain(
                    "find",
                    object,
                    () -> Optional.ofNullable(objects.get(object))
                            .map(held -> new StoredObject(object, held.content().length, held.version())));
        }

        @Override
        public List<StoredObject> list(Location folder, int limit) {
            var stale = world.nextOne(Trouble.Where.LIST, machine);
            return plain("list", folder, () -> {
                var all = objects.entrySet().stream()
                        .filter(entry -> entry.getKey().isIn(folder))
                        .limit(limit)
                        .map(entry -> new StoredObject(
                                entry.getKey(),
                                entry.getValue().content().length,
                                entry.getValue().version()))
                        .toList();
                if (stale.isEmpty() || all.isEmpty()) {
                    return all;
                }
                world.met(stale.get(), machine);
                return all.subList(0, all.size() - 1);
            });
        }

        @Override
        public InputStream open(StoredObject object) throws IOException {
            var breaks = world.nextOne(Trouble.Where.READ, machine);
            try {
                return call("open", object.location(), () -> {
                    var held = objects.get(object.location());
                    if (held == null || !held.version().equals(object.version())) {
                        throw new ObjectChangedException(object.location());
                    }
                    var all = new ByteArrayInputStream(held.content());
                    return breaks.isEmpty()
                            ? all
                            : new BreakingStream(
                                    held.content(), (int) (breaks.get().detail() % (held.content().length + 1)), () -> {
                                        world.met(breaks.get(), machine);
                                        machine.storeFailed();
                                    });
                });
            } catch (WriteConflictException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Optional<StoredContent> read(Location object) {
            return plain(
                    "read",
                    object,
                    () -> Optional.ofNullable(objects.get(object))
                            .map(held -> new StoredContent(held.content().clone(), held.version())));
        }

        @Override
        public String create(Location object, byte[] content) throws WriteConflictException {
            return writeIf("create", object, content, null);
        }

        @Override
        public String replace(Location object, byte[] content, String version) throws WriteConflictException {
            return writeIf("replace", object, content, version);
        }

        private String writeIf(String what, Location object, byte[] content, String version)
                throws WriteConflictException {
            world.seen(object.toString(), content);
            try {
                return call(what, object, () -> {
                    var held = objects.get(object);
                    if (held == null ? version != null : !held.version().equals(version)) {
                        throw new WriteConflictException(object);
                    }
                    var stored = hold(object, content);
                    world.traffic.written(object, machine);
                    return stored;
                });
            } catch (ObjectChangedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void write(Location object, byte[] content) {
            world.seen(object.toString(), content);
            plain("write", object, () -> {
                var version = hold(object, content);
                world.errand.written(object.toString(), content);
                return version;
            });
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
        public void delete(Location object) {
            plain("delete", object, () -> objects.remove(object));
        }
    }

    /** Ends in the middle with an error. */
    private static final class BreakingStream extends InputStream {

        private final byte[] content;
        private final int breakAt;
        private final Runnable whenBroken;
        private int next;

        BreakingStream(byte[] content, int breakAt, Runnable whenBroken) {
            this.content = content;
            this.breakAt = breakAt;
            this.whenBroken = whenBroken;
        }

        @Override
        public int read() throws IOException {
            if (next >= breakAt) {
                whenBroken.run();
                throw new IOException("The store broke off");
            }
            return content[next++] & 0xff;
        }
    }
}
