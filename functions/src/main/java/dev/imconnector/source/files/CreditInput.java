package dev.imconnector.source.files;

import dev.imconnector.mapping.CreditMappings;
import dev.imconnector.source.CreditSource;
import dev.imconnector.source.InputException;
import dev.imconnector.source.InputMissingException;
import dev.imconnector.store.Location;
import dev.imconnector.store.ObjectStore;
import dev.imconnector.store.StoredObject;
import java.util.List;
import java.util.Optional;

/** What a push would read at a location, for those who only want to look at it. */
public final class CreditInput {

    private CreditInput() {}

    /**
     * The files at a location.
     *
     * @throws InputMissingException when there are none
     * @throws InputException when there are too many
     */
    public static List<StoredObject> find(Location credits, ObjectStore store) {
        var found = InputListing.of(credits, store);
        if (!found.isThere()) {
            throw new InputMissingException(credits.toString());
        }
        found.mustNotBeTooMany(credits);
        return found.files();
    }

    /**
     * The records of files, each at the version given.
     *
     * @param mapping where the mapping of their columns is, or empty for files with the fields' own names
     */
    public static CreditSource of(List<StoredObject> files, Optional<Location> mapping, ObjectStore store) {
        return new CreditFiles(store, files, mapping.map(at -> CreditMappings.read(at, store)));
    }
}
