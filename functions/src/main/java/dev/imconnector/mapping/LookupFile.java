package dev.imconnector.mapping;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.imconnector.credit.Blanks;
import dev.imconnector.credit.Folding;
import dev.imconnector.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a lookup table from a CSV file (RFC 4180, UTF-8, with a header line), as a stream. */
final class LookupFile {

    /** The most entries of one table: some 20 MB of memory. */
    static final int MAX_ENTRIES = 100_000;

    private static final int MAX_RECORD = 64 * 1024;

    private final String file;
    private final String keyColumn;
    private final String valueColumn;

    /** On which the last record starts that could be read. */
    private long line;

    LookupFile(String file, String keyColumn, String valueColumn) {
        this.file = file;
        this.keyColumn = keyColumn;
        this.valueColumn = valueColumn;
    }

    /** @throws MappingException {@code MAPPING_LOOKUP_INVALID} */
    Map<String, String> read(InputStream content) throws IOException {
        var reader = new InputStreamReader(content, StandardCharsets.UTF_8.newDecoder());
        try (var csv = CsvReader.builder()
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .maxBufferSize(MAX_RECORD)
                .ofCsvRecord(reader)) {
            return read(csv);
        } catch (CsvParseException e) {
            throw invalid(
                    "it is not CSV: near line " + (line + 1) + ", "
                            + CsvFault.of(e).describe(MAX_RECORD),
                    "Write it according to RFC 4180");
        } catch (UncheckedIOException e) {
            throw readable(e.getCause());
        }
    }

    private IOException readable(IOException cause) {
        if (cause instanceof CharacterCodingException) {
            throw invalid("it is not UTF-8", "Save it in UTF-8");
        }
        return cause;
    }

    private Map<String, String> read(CsvReader<CsvRecord> csv) {
        var entries = new LinkedHashMap<String, String>();
        var records = csv.iterator();
        if (!records.hasNext()) {
            throw invalid("it is empty", "Write a header line with " + keyColumn + "," + valueColumn);
        }
        var header = header(next(records));
        var key = column(header, keyColumn);
        var value = column(header, valueColumn);
        while (records.hasNext()) {
            add(next(records), key, value, header.size(), entries);
        }
        return entries;
    }

    private CsvRecord next(Iterator<CsvRecord> records) {
        var record = records.next();
        line = record.getStartingLineNumber();
        return record;
    }

    private static List<String> header(CsvRecord record) {
        return record.getFields().stream().map(Folding::fold).toList();
    }

    private int column(List<String> header, String name) {
        var at = header.indexOf(Folding.fold(name));
        if (at < 0) {
            throw invalid(
                    "it has no column '" + name + "'; found: " + MappingErrors.quoted(header),
                    "Give it that column, or name another one in the mapping");
        }
        if (at != header.lastIndexOf(Folding.fold(name))) {
            throw invalid("it has the column '" + name + "' more than once", "Keep one of them");
        }
        return at;
    }

    private void add(CsvRecord record, int key, int value, int fields, Map<String, String> to) {
        if (record.getFieldCount() != fields) {
            throw invalid(
                    "line " + line + " has " + record.getFieldCount() + " of " + fields + " fields",
                    "Quote values that hold a comma");
        }
        var from = Folding.fold(record.getField(key));
        var into = Blanks.trim(record.getField(value));
        if (from.isEmpty() || into.isEmpty()) {
            throw invalid(
                    "line " + line + " has a blank " + (from.isEmpty() ? "key" : "value"),
                    "Fill it in, or remove the line");
        }
        var before = to.put(from, into);
        if (before != null && !before.equals(into)) {
            throw invalid(
                    "line " + line + " gives '" + from + "' another value ('" + into + "') than an earlier line ('"
                            + before + "')",
                    "Keep one of them");
        }
        if (to.size() > MAX_ENTRIES) {
            throw invalid("it has more than " + MAX_ENTRIES + " keys", "Keep the keys that this export needs");
        }
    }

    private MappingException invalid(String why, String fix) {
        return new MappingException(
                new Problem("MAPPING_LOOKUP_INVALID", "The lookup table " + file + " cannot be used: " + why, fix));
    }
}
