package dev.imconnector.mapping;

import dev.imconnector.problem.Problem;
import dev.imconnector.store.Location;
import dev.imconnector.store.ObjectStore;
import dev.imconnector.store.StoredObject;
import java.util.List;
import java.util.Optional;

/**
 * What a mapping file says: one mapping or several, told apart by the names of the files that they are for. Immutable;
 * safe for use by several threads.
 *
 * @param all in the order of the file; of those that fit a file name the first counts
 * @param sources the mapping file and then the tables that it names, each at the version that was read
 */
public record CreditMappings(List<CreditMapping> all, List<StoredObject> sources) {

    public CreditMappings {
        all = List.copyOf(all);
        sources = List.copyOf(sources);
    }

    /**
     * Reads a mapping file and its tables.
     *
     * @throws MappingException {@code MAPPING_NOT_FOUND}, {@code MAPPING_INVALID}, {@code MAPPING_LOOKUP_INVALID}
     * @throws dev.imconnector.store.StoreException when the store cannot be reached
     */
    public static CreditMappings read(Location mapping, ObjectStore store) {
        return new MappingReader(mapping, store).read();
    }

    /** The mapping for files of that name, which has no folder in it. */
    public Optional<CreditMapping> forFile(String fileName) {
        return all.stream().filter(mapping -> mapping.isFor(fileName)).findFirst();
    }

    /**
     * What is wrong with a file that no mapping is for.
     *
     * @param file for messages
     */
    public MappingException noneFor(String file) {
        return new MappingException(new Problem(
                "MAPPING_NO_MATCH",
                "No mapping is for " + file + "; there are mappings for "
                        + MappingErrors.quoted(
                                all.stream().map(CreditMapping::files).toList()),
                "Add a mapping whose \"files\" pattern fits the name, or name the file otherwise"));
    }
}
