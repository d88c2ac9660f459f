package dev.imconnector.source.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.imconnector.credit.Blanks;
import dev.imconnector.credit.CreditRules;
import dev.imconnector.credit.RawCredit;
import dev.imconnector.credit.Rejection;
import dev.imconnector.problem.LibraryWords;
import dev.imconnector.source.FileRecords;
import dev.imconnector.source.InputErrors;
import dev.imconnector.source.Original;
import dev.imconnector.source.Place;
import dev.imconnector.source.SourceRecord;
import dev.imconnector.source.StrictReader;
import java.io.IOException;
import java.math.BigDecimal;

/** The records of a JSON lines file: one object a line. */
public final class JsonLineRecords implements FileRecords {

    public static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(SourceRecord.MAX_LENGTH)
                    .build())
            .build();

    private final int fileIndex;
    private final String file;
    private final InputErrors errors;
    private final LineReader lines;
    private final CreditMembers members;
    private final RawCredit raw = new RawCredit();

    private String line;
    private Rejection fault;
    private long leftOut;
    private BigDecimal leftOutAmount = BigDecimal.ZERO;

    public JsonLineRecords(int fileIndex, String file, StrictReader reader, CreditMembers members, InputErrors errors) {
        this.fileIndex = fileIndex;
        this.file = file;
        this.members = members;
        this.errors = errors;
        this.lines = new LineReader(reader, errors);
    }

    @Override
    public boolean advance() throws IOException {
        do {
            line = lines.next();
            if (line == null) {
                return false;
            }
        } while (Blanks.trim(line).isEmpty() || isLeftOut());
        return true;
    }

    private boolean isLeftOut() {
        fault = parse();
        if (fault != null || members.isMeant()) {
            return false;
        }
        leftOut++;
        var amount = CreditRules.amountOf(raw);
        leftOutAmount = amount == null ? leftOutAmount : leftOutAmount.add(amount);
        return true;
    }

    @Override
    public long leftOut() {
        return leftOut;
    }

    @Override
    public BigDecimal leftOutAmount() {
        return leftOutAmount;
    }

    @Override
    public long line() {
        return lines.number();
    }

    @Override
    public SourceRecord record(long position) {
        var place = new Place(position, fileIndex, file, lines.number());
        if (fault != null) {
            if (lines.isLastLineOpen()) {
                throw errors.truncated(
                        lines.number(),
                        "its last line has no line end and is not a JSON object (" + fault.reason() + ")");
            }
            return SourceRecord.unreadable(place, fault, new Original.JsonLine(line, false));
        }
        return SourceRecord.checked(place, raw, new Original.JsonLine(line, true));
    }

    private Rejection parse() {
        try (JsonParser json = JSON.createParser(line)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return new Rejection("NOT_AN_OBJECT", "The line is not a JSON object");
            }
            members.read(json, raw);
            return json.nextToken() == null
                    ? null
                    : new Rejection("NOT_AN_OBJECT", "The line continues after its JSON object");
        } catch (JsonProcessingException e) {
            return new Rejection(
                    "NOT_AN_OBJECT", "The line is not a JSON object: " + LibraryWords.of(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new IllegalStateException("A line in memory can be read", e);
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
