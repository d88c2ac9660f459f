package dev.imconnector.run;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.imconnector.store.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The parts of one output that count. A part is named by the lease generation that wrote it and by its first row, and
 * written before the checkpoint that names it: so an overtaken writer can write what it likes, its parts are named by
 * nobody.
 *
 * <p>Kept as numbers rather than names, so that a record with thousands of parts stays small. For use by one thread.
 */
@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY, isGetterVisibility = JsonAutoDetect.Visibility.NONE)
public final class PartList {

    private final String name;

    private final List<Written> written;

    /** @param firstRows the first rows of the parts that one generation wrote, in the order of writing */
    record Written(int generation, List<Long> firstRows) {

        Written {
            firstRows = new ArrayList<>(firstRows);
            firstRows.forEach(Objects::requireNonNull);
        }
    }

    /** @param name what the names of the parts begin with */
    public PartList(String name) {
        this(name, List.of());
    }

    PartList(@JsonProperty("name") String name, @JsonProperty("written") List<Written> written) {
        this.name = Objects.requireNonNull(name, "name");
        this.written = new ArrayList<>(written);
        written.forEach(Objects::requireNonNull);
    }

    /** Where a part of that generation that begins with that row goes. */
    public Location location(Location folder, int generation, long firstRow) {
        return folder.resolve(String.format(Locale.ROOT, "parts/%s-%05d-%012d", name, generation, firstRow));
    }

    /** Counts a part that has been written. */
    public void add(int generation, long firstRow) {
        if (written.isEmpty() || written.get(written.size() - 1).generation() != generation) {
            written.add(new Written(generation, new ArrayList<>()));
        }
        written.get(written.size() - 1).firstRows().add(firstRow);
    }

    public boolean isEmpty() {
        return written.isEmpty();
    }

    /** All parts that count, in the order of writing. */
    public List<Location> locations(Location folder) {
        var locations = new ArrayList<Location>();
        for (var each : written) {
            for (var firstRow : each.firstRows()) {
                locations.add(location(folder, each.generation(), firstRow));
            }
        }
        return locations;
    }
}
