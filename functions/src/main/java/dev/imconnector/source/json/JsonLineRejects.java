package dev.imconnector.source.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.imconnector.credit.Rejection;
import dev.imconnector.problem.CleanText;
import dev.imconnector.source.Original;
import dev.imconnector.source.RejectFormat;
import dev.imconnector.source.SourceRecord;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Rejects as JSON lines: the members of ours, then those of the object as they were written, to the last digit. Members
 * of ours are left out, being those of an earlier rejects file. A line that is no object is in
 * {@code _raw}, which is kept however often it is pushed again uncorrected.
 */
public final class JsonLineRejects implements RejectFormat {

    private static final String RAW = "_raw";
    private static final Set<String> OURS = Set.of("_file", "_line", "_sourceRef", "_code", "_reason");
    private static final int MAX_SOURCE_REF = 255;

    @Override
    public String fileName() {
        return "rejects.jsonl";
    }

    @Override
    public byte[] header() {
        return new byte[0];
    }

    @Override
    public byte[] line(SourceRecord record, Rejection rejection) {
        var original = (Original.JsonLine) record.original();
        var text = new StringWriter();
        try {
            try (var json = JsonLineRecords.JSON.createGenerator(text)) {
                json.writeStartObject();
                json.writeStringField("_file", record.file());
                json.writeNumberField("_line", record.line());
                json.writeStringField("_sourceRef", shown(record.sourceRef()));
                json.writeStringField("_code", rejection.code());
                json.writeStringField("_reason", rejection.reason());
                if (original.object()) {
                    copyMembers(original.line(), json);
                } else {
                    json.writeStringField(RAW, original.line());
                }
                json.writeEndObject();
            }
        } catch (IOException e) {
            throw new IllegalStateException("A line in memory can be read and written", e);
        }
        return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String shown(String sourceRef) {
        return sourceRef == null ? null : CleanText.of(sourceRef, MAX_SOURCE_REF);
    }

    private static void copyMembers(String line, JsonGenerator to) throws IOException {
        try (var from = JsonLineRecords.JSON.createParser(line)) {
            from.nextToken();
            String name;
            while ((name = from.nextFieldName()) != null) {
                from.nextToken();
                var begin = (int) from.currentTokenLocation().getCharOffset();
                from.finishToken();
                from.skipChildren();
                if (!OURS.contains(name)) {
                    to.writeFieldName(name);
                    to.writeRawValue(
                            line.substring(begin, (int) from.currentLocation().getCharOffset()));
                }
            }
        }
    }
}
