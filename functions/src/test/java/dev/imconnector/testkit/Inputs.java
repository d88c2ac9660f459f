package dev.imconnector.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.imconnector.credit.Credit;
import dev.imconnector.mapping.CreditMappings;
import dev.imconnector.source.CreditRecords;
import dev.imconnector.source.SourceRecord;
import dev.imconnector.source.files.CreditFiles;
import dev.imconnector.store.Location;
import dev.imconnector.store.StoredObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** Files in a store in memory, and what is read from them. */
public final class Inputs {

    public static final String HEADER = "sourceRef,participantId,transactionDate,amount,currencyCode,periodId";
    public static final Location FOLDER = Location.parse("s3://crm/credits/");

    public final NetworkLikeStore store = new NetworkLikeStore();
    private final List<Location> files = new ArrayList<>();
    private Optional<Location> mapping = Optional.empty();

    public static Inputs of(String name, String content) {
        return new Inputs().with(name, content.getBytes(UTF_8));
    }

    public static Inputs of(String name, byte[] content) {
        return new Inputs().with(name, content);
    }

    public Inputs with(String name, String content) {
        return with(name, content.getBytes(UTF_8));
    }

    public Inputs with(String name, byte[] content) {
        var location = FOLDER.resolve(name);
        store.write(location, content);
        files.add(location);
        return this;
    }

    /** A file beside the input's. */
    public Inputs beside(String name, String content) {
        store.write(FOLDER.resolve(name), content.getBytes(UTF_8));
        return this;
    }

    public Inputs inPiecesOf(int bytes) {
        store.inPiecesOf(bytes);
        return this;
    }

    public List<StoredObject> objects() {
        return files.stream().map(file -> store.find(file).orElseThrow()).toList();
    }

    /** A mapping file, in YAML, for all that is read. */
    public Inputs mappedBy(String yaml) {
        var at = Location.parse("s3://crm/config/mapping.yaml");
        store.write(at, yaml.getBytes(UTF_8));
        mapping = Optional.of(at);
        return this;
    }

    public CreditFiles source() {
        return new CreditFiles(store, objects(), mapping.map(at -> CreditMappings.read(at, store)));
    }

    public List<SourceRecord> records() {
        return all(source().openAndVerify());
    }

    public List<Credit> credits() {
        return records().stream()
                .filter(SourceRecord::isValid)
                .map(SourceRecord::credit)
                .toList();
    }

    public static List<SourceRecord> all(CreditRecords reading) {
        try (reading) {
            var result = new ArrayList<SourceRecord>();
            for (var record = reading.next(); record != null; record = reading.next()) {
                result.add(record);
            }
            return result;
        }
    }

    /** The sizes of the pieces in which to read a file, so that each place in it is once the end of a buffer. */
    public static int[] pieces(int length) {
        return length > 100_000 ? new int[] {4_093, Integer.MAX_VALUE} : new int[] {1, 7, Integer.MAX_VALUE};
    }

    /** A good line of a CSV file, without its line end. */
    public static String row(String sourceRef) {
        return sourceRef + ",P-1,2026-03-31,10.50,EUR,2026-03";
    }

    public static byte[] gzip(byte[] content) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public static byte[] gzip(String content) {
        return gzip(content.getBytes(UTF_8));
    }

    public static byte[] join(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
