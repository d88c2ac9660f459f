package dev.imconnector.source.files;

import dev.imconnector.credit.CreditCheck;
import dev.imconnector.credit.PlausibilityRules;
import dev.imconnector.mapping.CreditMapping;
import dev.imconnector.mapping.CreditMappings;
import dev.imconnector.problem.Problem;
import dev.imconnector.source.CreditRecords;
import dev.imconnector.source.CreditSource;
import dev.imconnector.source.InputErrors;
import dev.imconnector.source.InputException;
import dev.imconnector.source.RejectFormat;
import dev.imconnector.source.SourceRecord;
import dev.imconnector.source.csv.CsvHeader;
import dev.imconnector.source.csv.CsvRejects;
import dev.imconnector.source.json.JsonLineRejects;
import dev.imconnector.store.Location;
import dev.imconnector.store.ObjectChangedException;
import dev.imconnector.store.ObjectStore;
import dev.imconnector.store.StoredObject;
import java.io.IOException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Credits in stored files: CSV or JSON lines (not both in one input), either gzipped, one after the other in the order
 * given, each at the version given. For use by one thread at a time.
 */
public final class CreditFiles implements CreditSource {

    /**
     * The first column of a CSV file that takes a run back. Its other columns are the fields' own names, whatever mapping
     * the exports have.
     */
    public static final String REVERSES = "_reverses";

    private final ObjectStore store;
    private final Optional<CreditMappings> mappings;
    private final CreditCheck check;
    private final List<StoredObject> objects;
    private final List<String> names;
    private final InputFormat format;
    private final CsvHeader[] headers;

    /**
     * Files whose columns, or members, are the fields' own names.
     *
     * @param listed the files; manifests among them are told apart by their name
     * @throws InputException {@code INPUT_FORMAT_UNKNOWN}, {@code INPUT_FORMATS_MIXED}, or
     *     {@code MANIFEST_WITHOUT_FILE} when a manifest is among them whose file is not
     */
    public CreditFiles(ObjectStore store, List<StoredObject> listed) {
        this(store, listed, Optional.empty());
    }

    /**
     * @param listed the files; manifests among them are told apart by their name
     * @param mappings how each becomes credits, or empty when their columns are the fields' own names
     * @throws InputException as above
     */
    public CreditFiles(ObjectStore store, List<StoredObject> listed, Optional<CreditMappings> mappings) {
        this(store, listed, mappings, PlausibilityRules.NONE.on(LocalDate.EPOCH));
    }

    /**
     * @param listed the files; manifests among them are told apart by their name
     * @param mappings how each becomes credits, or empty when their columns are the fields' own names
     * @param check why a credit whose form is right is a reject all the same
     * @throws InputException as above
     */
    public CreditFiles(
            ObjectStore store, List<StoredObject> listed, Optional<CreditMappings> mappings, CreditCheck check) {
        this.store = store;
        this.mappings = mappings;
        this.check = check;
        this.objects = listed.stream()
                .filter(o -> !InputManifest.isManifest(o.location()))
                .toList();
        refuseOrphans(listed);
        if (objects.isEmpty()) {
            throw new IllegalArgumentException("There is no file to read");
        }
        this.names = objects.stream().map(o -> o.location().toString()).toList();
        this.format = commonFormat();
        this.headers = new CsvHeader[objects.size()];
    }

    /**
     * What a push takes from a place: the object there, or the credit files in the folder; no markers, no manifests.
     *
     * @return at most 500 in a folder that can be pushed
     */
    public static List<StoredObject> at(Location credits, ObjectStore store) {
        return InputListing.of(credits, store).files();
    }

    /** Whether the object is a manifest, which describes an input. */
    public static boolean isManifest(Location object) {
        return InputManifest.isManifest(object);
    }

    private void refuseOrphans(List<StoredObject> listed) {
        var expected = new HashSet<Location>();
        objects.forEach(o -> expected.add(InputManifest.of(o.location())));
        for (var object : listed) {
            if (InputManifest.isManifest(object.location()) && !expected.contains(object.location())) {
                throw new InputException(new Problem(
                        "MANIFEST_WITHOUT_FILE",
                        "There is " + object.location() + " but not the file that it describes",
                        "Complete the export, or remove the manifest"));
            }
        }
    }

    private InputFormat commonFormat() {
        var first = objects.get(0).location();
        for (var object : objects) {
            if (formatOf(object.location()) != formatOf(first)) {
                throw new InputException(new Problem(
                        "INPUT_FORMATS_MIXED",
                        "Of the input, " + first + " and " + object.location() + " have different formats",
                        "Export all files of one night as CSV, or all as JSON lines"));
            }
        }
        return formatOf(first);
    }

    private InputFormat formatOf(Location file) {
        return mappings.flatMap(all -> all.forFile(file.name()))
                .flatMap(CreditMapping::format)
                .map(InputFormat::of)
                .orElseGet(() -> InputFormat.of(file));
    }

    @Override
    public List<String> files() {
        return names;
    }

    @Override
    public CreditRecords open(long fromPosition) {
        var reading = new FilesReading(this, false);
        try {
            reading.skip(fromPosition);
            return reading;
        } catch (RuntimeException e) {
            reading.close();
            throw e;
        }
    }

    @Override
    public CreditRecords openAndVerify() {
        return new FilesReading(this, true);
    }

    @Override
    public RejectFormat rejectFormat(boolean guardsFormulas) {
        if (format == InputFormat.JSON_LINES) {
            return new JsonLineRejects();
        }
        return new CsvRejects(this::allHeaders, guardsFormulas);
    }

    private List<CsvHeader> allHeaders() {
        for (int i = 0; i < headers.length; i++) {
            if (headers[i] == null) {
                learnHeader(i);
            }
        }
        return List.of(headers);
    }

    private void learnHeader(int index) {
        try {
            openFile(index, InputManifest.NONE).close();
        } catch (IOException e) {
            throw errors(index).unreachable(e);
        }
    }

    /** The record, rejected when what it says cannot be true. */
    SourceRecord judged(SourceRecord record) {
        if (!record.isValid()) {
            return record;
        }
        return check.fault(record.credit()).map(record::rejectedFor).orElse(record);
    }

    int count() {
        return objects.size();
    }

    InputErrors errors(int index) {
        return new InputErrors(names.get(index));
    }

    InputManifest manifestOf(int index) {
        var location = InputManifest.of(objects.get(index).location());
        return store.read(location)
                .map(found -> InputManifest.parse(location, found.content()))
                .orElse(InputManifest.NONE);
    }

    /** Opens a file; for CSV that reads and checks its header. */
    OpenFile openFile(int index, InputManifest manifest) throws IOException {
        var object = objects.get(index);
        var errors = errors(index);
        try {
            var file = OpenFile.of(index, object, format, store.open(object), manifest, mappings, errors);
            file.header().ifPresent(header -> headers[index] = header);
            return file;
        } catch (ObjectChangedException e) {
            throw errors.changed(e);
        }
    }
}
