package dev.imconnector.source.files;

import dev.imconnector.hashing.Sha256;
import dev.imconnector.mapping.CreditMappings;
import dev.imconnector.source.FileRecords;
import dev.imconnector.source.InputErrors;
import dev.imconnector.source.InputException;
import dev.imconnector.source.SourceRecord;
import dev.imconnector.source.csv.CsvHeader;
import dev.imconnector.source.csv.CsvRecords;
import dev.imconnector.store.StoredObject;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.zip.ZipException;

/** A file under way: its records, and what its manifest is to be compared with. For use by one thread. */
final class OpenFile implements Closeable {

    private final StoredObject object;
    private final InputManifest manifest;
    private final InputErrors errors;
    private final Sha256 digest;
    private final InputStream bytes;

    private FileRecords records;
    private long rows;
    private BigDecimal amount = BigDecimal.ZERO;

    private OpenFile(StoredObject object, InputStream stored, InputManifest manifest, InputErrors errors) {
        this.object = object;
        this.manifest = manifest;
        this.errors = errors;
        this.digest = manifest.sha256() == null ? null : new Sha256();
        this.bytes = new StoredBytes(stored, object.size(), errors, digest);
    }

    static OpenFile of(
            int index,
            StoredObject object,
            InputFormat format,
            InputStream stored,
            InputManifest manifest,
            Optional<CreditMappings> mappings,
            InputErrors errors)
            throws IOException {
        var file = new OpenFile(object, stored, manifest, errors);
        try {
            file.start(new RecordsOpening(index, object.location(), format, errors), mappings);
            return file;
        } catch (IOException | RuntimeException e) {
            stored.close();
            throw e;
        }
    }

    private void start(RecordsOpening opening, Optional<CreditMappings> mappings) throws IOException {
        try {
            records = opening.open(unpacked(), mappings);
        } catch (EOFException | ZipException e) {
            throw brokenGzip(e);
        }
    }

    /**
     * The first bytes decide whether a file is gzip, not its name; a file named as gzip whose bytes are neither gzip
     * nor text is broken.
     */
    private FileStart unpacked() throws IOException {
        var stored = FileStart.of(bytes);
        var start = stored.isZip() ? FileStart.of(new UnzipStream(stored.stream(), errors)) : stored;
        var isNamedGzip = InputFormat.isGzip(object.location());
        var isGzip = start.isGzip()
                || isNamedGzip && !start.mayBeText() && start.otherKind().isEmpty();
        return isGzip ? FileStart.of(new GunzipStream(start.stream())) : start;
    }

    Optional<CsvHeader> header() {
        return records instanceof CsvRecords csv ? Optional.of(csv.header()) : Optional.empty();
    }

    boolean advance() throws IOException {
        try {
            if (!records.advance()) {
                return false;
            }
            rows++;
            return true;
        } catch (EOFException | ZipException e) {
            throw brokenGzip(e);
        }
    }

    private InputException brokenGzip(IOException cause) {
        var why = "it cannot be decompressed: " + cause.getMessage();
        var line = records == null ? 1 : records.line();
        return cause instanceof EOFException ? errors.truncated(line, why) : errors.broken(line, why);
    }

    /** How many records were left out so far, as the mapping says. */
    long leftOut() {
        return records.leftOut();
    }

    SourceRecord record(long position) {
        var result = records.record(position);
        if (manifest.amount() != null && result.amount() != null) {
            amount = amount.add(result.amount());
        }
        return result;
    }

    /**
     * Compares what was read with the manifest, once all was read.
     *
     * @throws InputException {@code MANIFEST_MISMATCH}
     */
    void verify() {
        var allRows = rows + records.leftOut();
        if (manifest.rows() != null && manifest.rows() != allRows) {
            throw mismatch("rows", manifest.rows().toString(), Long.toString(allRows));
        }
        var whole = amount.add(records.leftOutAmount());
        if (manifest.amount() != null && manifest.amount().compareTo(whole) != 0) {
            throw mismatch("amount", manifest.amount().toPlainString(), whole.toPlainString());
        }
        if (manifest.sha256() != null) {
            var found = digest.hex();
            if (!manifest.sha256().equals(found)) {
                throw mismatch("sha256", manifest.sha256(), found);
            }
        }
    }

    private InputException mismatch(String member, String expected, String found) {
        return errors.manifest(
                "MANIFEST_MISMATCH",
                "The manifest of " + object.location() + " says " + member + " " + expected + ", the file has " + found,
                "Write the export again, with its manifest");
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
