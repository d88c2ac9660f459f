package dev.imconnector.mapping;

import dev.imconnector.credit.AdditionalField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the files of one kind become credits. Immutable; safe for use by several threads.
 */
public final class CreditMapping {

    private final FilePattern files;
    private final Optional<FileFormat> format;
    private final CsvDialect dialect;
    private final List<FieldMapping> fields;
    private final List<AdditionalMapping> additional;
    private final RowSelection selection;

    CreditMapping(
            FilePattern files,
            Optional<FileFormat> format,
            CsvDialect dialect,
            List<FieldMapping> fields,
            List<AdditionalMapping> additional,
            RowSelection selection) {
        this.files = files;
        this.format = format;
        this.dialect = dialect;
        this.fields = List.copyOf(fields);
        this.additional = List.copyOf(additional);
        this.selection = selection;
    }

    /** The pattern of the names of the files that it is for. */
    public String files() {
        return files.text();
    }

    boolean isFor(String fileName) {
        return files.matches(fileName);
    }

    /** The form of the files, when the mapping says so; else their names do. */
    public Optional<FileFormat> format() {
        return format;
    }

    public CsvDialect dialect() {
        return dialect;
    }

    /** Each column that is needed, with the fields that need it. */
    public Map<String, String> columns() {
        var result = new LinkedHashMap<String, String>();
        fields.forEach(field -> addColumns(field, result));
        additional.forEach(field -> addColumns(field.mapping(), result));
        selection.columns().forEach(column -> result.merge(column, "only and except", (a, b) -> a + ", " + b));
        return result;
    }

    /** The additional fields that it fills, each without a value. */
    public List<AdditionalField> additionalFields() {
        return additional.stream()
                .map(field -> new AdditionalField(field.mapping().field(), field.type(), "", field.unit()))
                .toList();
    }

    private static void addColumns(FieldMapping field, Map<String, String> to) {
        field.columns().forEach(column -> to.merge(column, field.field(), (a, b) -> a + ", " + b));
    }

    /**
     * Fits the mapping to a file.
     *
     * @param file for messages
     * @param header the names of its columns, without the blanks around them
     * @throws MappingException {@code HEADER_INVALID} when a column is missing or there twice
     */
    public MappedColumns fit(String file, List<String> header) {
        new HeaderCheck(this, file, header).check();
        return new MappedColumns(
                header, fields, additional, selection, columns().keySet());
    }

    /** Whether some records may be left out. */
    public boolean isSelective() {
        return !selection.isAll();
    }

    /** For records that name their values themselves: those may be missing, in the order of {@link #columns()}. */
    public MappedColumns fitMembers() {
        var names = List.copyOf(columns().keySet());
        return new MappedColumns(names, fields, additional, selection, names);
    }
}
