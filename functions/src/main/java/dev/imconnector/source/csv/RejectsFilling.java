package dev.imconnector.source.csv;

import dev.imconnector.credit.RawCredit;
import dev.imconnector.mapping.CreditMapping;
import dev.imconnector.mapping.CreditMappings;
import dev.imconnector.mapping.MappedColumns;
import dev.imconnector.source.RejectOrigin;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    public boolean isMeant(String[] values) {
        return columns(values).map(mapped -> mapped.isMeant(values)).orElse(true);
    }

    @Override
    public int lastColumn(String[] values) {
        return columns(values).map(MappedColumns::lastColumn).orElse(fileColumn);
    }

    @Override
    public void fill(String[] values, RawCredit raw) {
        var mapped = columns(values);
        if (mapped.isEmpty()) {
            raw.refuse(RejectOrigin.noMapping(from(values)));
            return;
        }
        mapped.get().fill(values, raw);
    }

    private Optional<MappedColumns> columns(String[] values) {
        return RejectOrigin.mappingOf(from(values), mappings)
                .map(mapping -> fitted.computeIfAbsent(mapping, wanted -> wanted.fit(file, header)));
    }

    private String from(String[] values) {
        return fileColumn < values.length ? values[fileColumn] : "";
    }
}
