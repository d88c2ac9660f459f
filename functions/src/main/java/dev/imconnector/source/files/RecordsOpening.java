package dev.imconnector.source.files;

import dev.imconnector.mapping.CreditMappings;
import dev.imconnector.source.FileRecords;
import dev.imconnector.source.InputErrors;
import dev.imconnector.source.StrictReader;
import dev.imconnector.source.csv.CsvRecords;
import dev.imconnector.source.csv.CsvShape;
import dev.imconnector.source.json.CreditMembers;
import dev.imconnector.source.json.JsonLineRecords;
import dev.imconnector.source.json.MappedMembers;
import dev.imconnector.store.Location;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Decides how the bytes of a file become records: by the fields' own names, or by a mapping. For one file. */
final class RecordsOpening {

    private final int index;
    private final Location file;
    private final InputFormat format;
    private final InputErrors errors;
    private Optional<Charset> charset = Optional.empty();

    RecordsOpening(int index, Location file, InputFormat format, InputErrors errors) {
        this.index = index;
        this.file = file;
        this.format = format;
        this.errors = errors;
    }

    /** @param start of the file, no longer gzipped */
    FileRecords open(FileStart start, Optional<CreditMappings> mappings) throws IOException {
        refuseWhatIsNone(start);
        charset = start.charset();
        if (mappings.isPresent()) {
            return mapped(start.stream(), mappings.get());
        }
        return format == InputFormat.CSV
                ? csv(start.stream(), CsvShape.STANDARD)
                : jsonLines(start.stream(), CreditMembers.STANDARD);
    }

    private void refuseWhatIsNone(FileStart start) {
        start.otherKind().ifPresent(what -> {
            throw errors.noText(what);
        });
        if (format == InputFormat.CSV && start.isJson()) {
            throw errors.otherFormat(
                    "is CSV by its name or its mapping, but its content is JSON",
                    "Export one JSON object a line, and name it .jsonl or say \"format\": \"jsonl\" in its mapping");
        }
    }

    private FileRecords mapped(InputStream bytes, CreditMappings mappings) throws IOException {
        var mark = OwnFileMark.of(bytes);
        var mapping = mappings.forFile(file.name());
        if (format == InputFormat.CSV && mark.isReversal()) {
            return csv(mark.stream(), CsvShape.STANDARD);
        }
        if (format == InputFormat.CSV) {
            var shape = mark.delimiterOfRejects()
                    .map(delimiter -> CsvShape.ofRejects(delimiter, mappings))
                    .or(() -> mapping.map(CsvShape::of))
                    .orElseThrow(() -> mappings.noneFor(file.toString()));
            return csv(mark.stream(), shape);
        }
        if (mapping.isEmpty() && !mark.isRejectsAsJsonLines()) {
            throw mappings.noneFor(file.toString());
        }
        return jsonLines(mark.stream(), new MappedMembers(mapping, mappings));
    }

    private FileRecords csv(InputStream bytes, CsvShape asConfigured) throws IOException {
        var shape = charset.map(asConfigured::in).orElse(asConfigured);
        var reader = new StrictReader(bytes, shape.dialect().charset(), errors);
        return new CsvRecords(index, file.toString(), reader, shape, errors);
    }

    private FileRecords jsonLines(InputStream bytes, CreditMembers members) {
        var reader = new StrictReader(bytes, charset.orElse(StandardCharsets.UTF_8), errors);
        return new JsonLineRecords(index, file.toString(), reader, members, errors);
    }
}
