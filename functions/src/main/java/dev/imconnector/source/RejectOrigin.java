package dev.imconnector.source;

import dev.imconnector.credit.Rejection;
import dev.imconnector.mapping.CreditMapping;
import dev.imconnector.mapping.CreditMappings;
import dev.imconnector.store.Location;
import dev.imconnector.store.LocationException;
import java.util.Optional;

/** Which file a record came from that was rejected once, and so which mapping is for it. */
public final class RejectOrigin {

    /** The column or member that names the file. */
    public static final String FILE = "_file";

    private RejectOrigin() {}

    /** @param from the text of the location of the file that a record came from */
    public static Optional<CreditMapping> mappingOf(String from, CreditMappings mappings) {
        return mappings.forFile(nameOf(from));
    }

    public static Rejection noMapping(String from) {
        return new Rejection("MAPPING_NO_MATCH", "No mapping is for the file " + from + " that the record came from");
    }

    private static String nameOf(String from) {
        try {
            return Location.parse(from).name();
        } catch (LocationException e) {
            // Somebody has changed it by hand; its name still tells the kind.
            return from.substring(from.lastIndexOf('/') + 1);
        }
    }
}
