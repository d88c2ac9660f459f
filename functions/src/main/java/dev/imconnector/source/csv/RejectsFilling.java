package dev.imconnector.source.csv;

import dev.imconnector.credit.RawCredit;
import dev.imconnector.mapping.CreditMapping;
import dev.imconnector.mapping.CreditMappings;
import dev.imconnector.mapping.MappedColumns;
import dev.imconnector.source.RejectOrigin;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields of records that were rejected once: each is mapped as the file was that it came from, whose location is in
 * its column {@code _file}. For use by one thread.
 */
final class RejectsFilling implements CsvHeader.Filling {

    private final String file;
    private final List<String> header;
    private final CreditMappings mappings;
    private final int fileColumn;
    private final Map<CreditMapping, MappedColumns> fitted = new HashMap<>();

    RejectsFilling(String file, List<String> header, CreditMappings mappings) {
        this.file = file;
        this.header = header;
        this.mappings = mappings;
        this.fileColumn = header.indexOf(RejectOrigin.FILE);
    }

    @Override
    public void fill(String[] values, RawCredit raw) {
        var from = fileColumn < values.length ? values[fileColumn] : "";
        var mapping = RejectOrigin.mappingOf(from, mappings);
        if (mapping.isEmpty()) {
            raw.refuse(RejectOrigin.noMapping(from));
            return;
        }
        fitted.computeIfAbsent(mapping.get(), wanted -> wanted.fit(file, header))
                .fill(values, raw);
    }
}
