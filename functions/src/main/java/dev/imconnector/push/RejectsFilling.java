package dev.imconnector.push;

import dev.imconnector.im.RawCredit;
import dev.imconnector.im.Rejection;
import dev.imconnector.mapping.CreditMapping;
import dev.imconnector.mapping.CreditMappings;
import dev.imconnector.mapping.MappedColumns;
import dev.imconnector.run.Location;
import dev.imconnector.run.LocationException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of records that were rejected once: each is mapped as the file was that it came from, whose location is in
 * its column {@code _file}. For use by one thread.
 */
final class RejectsFilling implements CsvHeader.Filling {

    static final String FILE = "_file";

    private final String file;
    private final List<String> header;
    private final CreditMappings mappings;
    private final int fileColumn;
    private final Map<CreditMapping, MappedColumns> fitted = new HashMap<>();

    RejectsFilling(String file, List<String> header, CreditMappings mappings) {
        this.file = file;
        this.header = header;
        this.mappings = mappings;
        this.fileColumn = header.indexOf(FILE);
    }

    @Override
    public void fill(String[] values, RawCredit raw) {
        var from = fileColumn < values.length ? values[fileColumn] : "";
        var mapping = mappingOf(from, mappings);
        if (mapping.isEmpty()) {
            raw.refuse(noMapping(from));
            return;
        }
        fitted.computeIfAbsent(mapping.get(), wanted -> wanted.fit(file, header))
                .fill(values, raw);
    }

    /** @param from the text of the location of the file that a record came from */
    static Optional<CreditMapping> mappingOf(String from, CreditMappings mappings) {
        return mappings.forFile(nameOf(from));
    }

    static Rejection noMapping(String from) {
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
