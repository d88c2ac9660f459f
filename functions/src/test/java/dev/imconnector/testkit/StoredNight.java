package dev.imconnector.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.imconnector.store.Location;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A night that was stopped in the middle, as files: all objects of the store with their versions, the time, and what IM
 * holds. One version of the connector leaves it, another one goes on with it.
 */
public final class StoredNight {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final String INDEX = "night.json";

    private final Path folder;
    private final JsonNode index;

    private StoredNight(Path folder, JsonNode index) {
        this.folder = folder;
        this.index = index;
    }

    /** Keeps a night in a new folder. */
    public static void keep(Path folder, MemoryStore store, SettableClock clock, JsonNode im) throws IOException {
        var index = JSON.createObjectNode().put("now", clock.instant().toString());
        index.set("im", im);
        var objects = index.putArray("objects");
        for (var location : store.locations()) {
            objects.addObject()
                    .put("uri", location.toString())
                    .put("version", store.find(location).orElseThrow().version());
            var file = folder.resolve("store" + location.path());
            Files.createDirectories(file.getParent());
            Files.write(file, store.bytes(location));
        }
        Files.writeString(folder.resolve(INDEX), JSON.writeValueAsString(index) + "\n");
    }

    /** @param name the path of its folder among the test resources, from the root */
    public static StoredNight of(String name) {
        try {
            var folder = Path.of(StoredNight.class.getResource(name).toURI());
            return new StoredNight(folder, JSON.readTree(folder.resolve(INDEX).toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(name, e);
        }
    }

    /** Puts store and clock back to where they were. */
    public void restore(MemoryStore store, SettableClock clock) {
        clock.set(Instant.parse(index.get("now").textValue()));
        for (var object : index.get("objects")) {
            var location = Location.parse(object.get("uri").textValue());
            try {
                store.restore(
                        location,
                        Files.readAllBytes(folder.resolve("store" + location.path())),
                        object.get("version").textValue());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** What IM held, as whoever kept the night wrote it down. */
    public JsonNode im() {
        return index.get("im");
    }
}
