package dev.imconnector.reconcile;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.imconnector.im.dialect.PushedCredit;
import dev.imconnector.report.RejectReasons;
import dev.imconnector.run.RunRecords;
import dev.imconnector.source.SourceRecord;
import dev.imconnector.store.Location;
import dev.imconnector.store.ObjectStore;
import dev.imconnector.store.ObjectWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** The differences, written as they are found: gzipped JSON lines. For use by one thread. */
final class Differences implements AutoCloseable {

    private final ObjectWriter writer;
    private final JsonGenerator json;
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private final RejectReasons examples = new RejectReasons();

    Differences(ObjectStore store, Location location) throws IOException {
        writer = store.writer(location);
        json = RunRecords.json()
                .getFactory()
                .createGenerator(new GZIPOutputStream(writer.stream(), 16 * 1024))
                .setPrettyPrinter(new MinimalPrettyPrinter("\n"));
        for (var kind : DifferenceKind.values()) {
            counts.put(kind.text(), 0L);
        }
    }

    /**
     * Writes one.
     *
     * @param expected the CRM's record, or null
     * @param found IM's credit, or null
     */
    void add(DifferenceKind kind, SourceRecord expected, PushedCredit found) throws IOException {
        counts.merge(kind.text(), 1L, Long::sum);
        var sourceRef = expected == null ? found.sourceRef() : expected.sourceRef();
        examples.add(
                kind.name(),
                kind.meaning(),
                expected == null ? "IM" : expected.file(),
                expected == null ? 0 : expected.line(),
                sourceRef);
        json.writeStartObject();
        json.writeStringField("kind", kind.text());
        json.writeStringField("sourceRef", sourceRef);
        if (expected != null) {
            json.writeStringField("file", expected.file());
            json.writeNumberField("line", expected.line());
            amount("expected", expected.credit().amount(), expected.credit().currencyCode(), null);
        }
        if (found != null) {
            amount("found", found.amount(), found.currencyCode(), found.status());
        }
        json.writeEndObject();
    }

    private void amount(String name, BigDecimal amount, String currencyCode, String status) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeFieldName("amount");
        if (amount == null) {
            json.writeNull();
        } else {
            json.writeNumber(amount.toPlainString());
        }
        json.writeStringField("currencyCode", currencyCode);
        if (status != null) {
            json.writeStringField("status", status);
        }
        json.writeEndObject();
    }

    Map<String, Long> counts() {
        return counts;
    }

    RejectReasons examples() {
        return examples;
    }

    void commit() throws IOException {
        if (!counts.values().stream().allMatch(count -> count == 0)) {
            json.writeRaw('\n');
        }
        json.close();
        writer.commit();
    }

    @Override
    public void close() {
        writer.close();
    }
}
