package dev.imconnector.mapping;

import dev.imconnector.credit.AdditionalField;
import dev.imconnector.credit.CreditField;
import dev.imconnector.credit.Folding;
import dev.imconnector.problem.Problem;
import dev.imconnector.store.Location;
import dev.imconnector.store.ObjectStore;
import dev.imconnector.store.StoreException;
import dev.imconnector.store.StoredObject;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a mapping file: its frame, that is, for {@link FieldReader} reads the fields. For one use. */
final class MappingReader {

    private static final int VERSION = 1;
    private static final int MAX_ADDITIONAL = 50;

    private final Location location;
    private final ObjectStore store;
    private final MappingErrors errors;
    private final List<StoredObject> sources = new ArrayList<>();
    private final FieldReader fields;

    MappingReader(Location location, ObjectStore store) {
        this.location = location;
        this.store = store;
        this.errors = new MappingErrors(location.toString());
        this.fields = new FieldReader(new Tables(location, store, sources));
    }

    CreditMappings read() {
        var found = store.find(location)
                .orElseThrow(() -> new MappingException(new Problem(
                        "MAPPING_NOT_FOUND",
                        "There is no mapping file at " + location,
                        "Put it there, or correct the setting credit-mapping")));
        sources.add(found);
        var document = DocumentObject.of(content(found), "", errors);
        return new CreditMappings(mappings(document), sources);
    }

    private DocumentNode content(StoredObject found) {
        try (var stream = store.open(found)) {
            return MappingDocument.read(location.name(), stream.readNBytes(MappingDocument.MAX_SIZE + 1), errors);
        } catch (IOException e) {
            throw Tables.unreachable(location, e);
        }
    }

    private List<CreditMapping> mappings(DocumentObject document) {
        document.only("$schema", "version", "mappings");
        if (document.has("$schema")) {
            document.text("$schema");
        }
        mustBeKnown(document);
        return document.objects("mappings").stream().map(this::mapping).toList();
    }

    private static void mustBeKnown(DocumentObject document) {
        if (!document.has("version")) {
            throw document.invalid("'version' is missing", "Write \"version\": " + VERSION);
        }
        if (document.wholeNumber("version", 1, 1_000, VERSION) != VERSION) {
            throw document.invalid(
                    "version",
                    "this connector knows version " + VERSION + " only",
                    "Write the mapping in that version, or deploy a newer connector");
        }
    }

    private CreditMapping mapping(DocumentObject mapping) {
        mapping.only("files", "format", "csv", "only", "except", "fields", "additional");
        var pattern = mapping.optionalText("files").orElse("*");
        if (pattern.indexOf('/') >= 0) {
            throw mapping.invalid("files", "'" + pattern + "' has a slash", "Write a pattern of names without folders");
        }
        var format = mapping.has("format")
                ? Optional.of(
                        mapping.word("format", "csv", "csv", "jsonl").equals("csv")
                                ? FileFormat.CSV
                                : FileFormat.JSON_LINES)
                : Optional.<FileFormat>empty();
        if (format.equals(Optional.of(FileFormat.JSON_LINES)) && mapping.has("csv")) {
            throw mapping.invalid("csv", "it does not apply to JSON lines", "Leave it out");
        }
        return new CreditMapping(
                FilePattern.of(pattern),
                format,
                mapping.optionalObject("csv").map(MappingReader::dialect).orElse(CsvDialect.STANDARD),
                needed(mapping.object("fields")),
                mapping.optionalObject("additional").map(this::additional).orElse(List.of()),
                new RowSelection(conditions(mapping, "only"), conditions(mapping, "except")));
    }

    private static List<RowSelection.Condition> conditions(DocumentObject mapping, String name) {
        if (!mapping.has(name)) {
            return List.of();
        }
        var all = mapping.isObject(name) ? List.of(mapping.object(name)) : mapping.objects(name);
        return all.stream()
                .map(condition -> {
                    condition.only("column", "occurrence", "values");
                    var column = FieldReader.column(condition, "column", condition.text("column"));
                    var nth = condition.wholeNumber("occurrence", 1, 1_000, 0);
                    return new RowSelection.Condition(
                            ColumnIndex.nth(column, nth), FieldReader.set(condition, "values"));
                })
                .toList();
    }

    private static CsvDialect dialect(DocumentObject csv) {
        csv.only(
                "delimiter",
                "quote",
                "escape",
                "charset",
                "header",
                "skipLines",
                "footerLines",
                "totalRows",
                "missingCells");
        var delimiter = sign(csv, "delimiter", ',');
        var quote = csv.isText("quote", "none") ? CsvDialect.NONE : sign(csv, "quote", '"');
        var escape = sign(csv, "escape", CsvDialect.NONE);
        if (delimiter == quote) {
            throw csv.invalid("delimiter and quote are the same", "Choose two characters");
        }
        if (escape != CsvDialect.NONE && (escape == delimiter || escape == quote)) {
            throw csv.invalid("escape", "it is the delimiter or the quote too", "Choose another character");
        }
        return new CsvDialect(
                delimiter,
                quote,
                charset(csv),
                csv.wholeNumber("skipLines", 0, 100, 0),
                csv.wholeNumber("footerLines", 0, 100, 0),
                escape,
                csv.has("header") ? csv.texts("header", 1) : List.of(),
                csv.has("totalRows") ? totals(csv) : Set.of(),
                csv.word("missingCells", "reject", "reject", "blank").equals("blank"));
    }

    private static char sign(DocumentObject csv, String name, char otherwise) {
        var c = csv.character(name, otherwise);
        if (c == '\n' || c == '\r' || c == ' ' || Character.isLetterOrDigit(c)) {
            throw csv.invalid(name, "it cannot be a line end, a blank, a letter or a digit", "As in \";\"");
        }
        return c;
    }

    private static Set<String> totals(DocumentObject csv) {
        return csv.oneOrMore("totalRows").stream()
                .map(text -> Folding.fold(text).toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Charset charset(DocumentObject csv) {
        var name = csv.optionalText("charset").orElse("UTF-8");
        try {
            if (Charset.isSupported(name)) {
                return Charset.forName(name);
            }
        } catch (IllegalCharsetNameException e) {
            // Said below, as for a name that nobody knows.
        }
        throw csv.invalid(
                "charset",
                "'" + name + "' is not a character set that Java knows",
                "As in UTF-8, windows-1252, ISO-8859-15, UTF-16LE or Shift_JIS");
    }

    private List<FieldMapping> needed(DocumentObject all) {
        all.only(CreditField.names().toArray(String[]::new));
        var result = new ArrayList<FieldMapping>();
        for (var field : CreditField.values()) {
            var name = field.fieldName();
            if (!all.has(name)) {
                throw all.invalid("'" + name + "' is missing", "IM needs it: give it a column or a constant");
            }
            result.add(fields.read(name, all.object(name), type(field)));
        }
        return withCurrencyOfAmount(all, result);
    }

    private static List<FieldMapping> withCurrencyOfAmount(DocumentObject all, List<FieldMapping> fields) {
        var amount = fields.get(CreditField.AMOUNT.ordinal());
        var currency = fields.get(CreditField.CURRENCY_CODE.ordinal());
        var marks = ((ValueRule.Number) amount.rule()).format().marks();
        var isOnlyThere = currency.source() instanceof ValueSource.OfAmount;
        if (marks.isPresent()) {
            var otherwise = isOnlyThere ? null : currency.source();
            fields.set(
                    CreditField.CURRENCY_CODE.ordinal(),
                    currency.from(new ValueSource.OfAmount(amount.source(), marks.get(), otherwise)));
        } else if (isOnlyThere) {
            throw all.object(currency.field())
                    .invalid(
                            "fromAmount", "the amount has no currency in its cell", "Add currency: true to the amount");
        }
        return fields;
    }

    private static AdditionalField.Type type(CreditField field) {
        return switch (field) {
            case AMOUNT -> AdditionalField.Type.NUMBER;
            case TRANSACTION_DATE -> AdditionalField.Type.DATE;
            default -> AdditionalField.Type.TEXT;
        };
    }

    private List<AdditionalMapping> additional(DocumentObject all) {
        if (all.names().size() > MAX_ADDITIONAL) {
            throw all.invalid("there are more than " + MAX_ADDITIONAL + " fields", "Keep only those that IM uses");
        }
        return all.names().stream().map(name -> additional(name, all)).toList();
    }

    private AdditionalMapping additional(String name, DocumentObject all) {
        if (!name.matches("[A-Za-z][A-Za-z0-9_]{0,63}")) {
            throw all.invalid(name, "it is not a field name", "Use letters, digits and _, a letter first");
        }
        if (CreditField.named(name) != null) {
            throw all.invalid(name, "it is one of the needed fields", "Put it under \"fields\"");
        }
        var field = all.object(name);
        field.text("type");
        var type = switch (field.word("type", "", "text", "number", "date", "boolean")) {
            case "number" -> AdditionalField.Type.NUMBER;
            case "date" -> AdditionalField.Type.DATE;
            case "boolean" -> AdditionalField.Type.BOOLEAN;
            default -> AdditionalField.Type.TEXT;
        };
        var required = field.flag("required", false);
        var unit =
                type == AdditionalField.Type.NUMBER ? field.optionalText("unit").orElse(null) : null;
        return new AdditionalMapping(fields.readAdditional(name, field, type), type, required, unit);
    }

    /** The tables that the mapping names, each read once. */
    static final class Tables {

        private static final int MAX_TABLES = 20;

        private final Location mapping;
        private final ObjectStore store;
        private final List<StoredObject> sources;

        Tables(Location mapping, ObjectStore store, List<StoredObject> sources) {
            this.mapping = mapping;
            this.store = store;
            this.sources = sources;
        }

        LookupTable read(DocumentObject lookup) {
            var name = lookup.text("file");
            var at = locate(lookup, name);
            var found = store.find(at)
                    .orElseThrow(() -> lookup.invalid(
                            "file", "there is no lookup table at " + at, "Put it there, beside the mapping"));
            if (!sources.contains(found)) {
                sources.add(found);
            }
            if (sources.size() > MAX_TABLES + 1) {
                throw lookup.invalid("file", "there are more than " + MAX_TABLES + " tables", "Combine some of them");
            }
            var file = new LookupFile(at.toString(), lookup.text("key"), lookup.text("value"));
            try (var stream = store.open(found)) {
                return new LookupTable(name, file.read(stream));
            } catch (IOException e) {
                throw unreachable(at, e);
            }
        }

        private Location locate(DocumentObject lookup, String name) {
            if (name.startsWith("/")
                    || name.endsWith("/")
                    || name.contains(":")
                    || name.matches(".*(^|[/\\\\])\\.\\.?([/\\\\]|$).*")) {
                throw lookup.invalid(
                        "file",
                        "'" + name + "' is not a name in the mapping's own folder",
                        "As in periods.csv or tables/periods.csv");
            }
            return mapping.resolve(name);
        }

        static StoreException unreachable(Location at, IOException cause) {
            return new StoreException(
                    new Problem(
                            "STORE_READ_FAILED",
                            "Reading " + at + " failed: " + cause.getMessage(),
                            "Start the run again; it resumes where it stopped"),
                    cause);
        }
    }
}
