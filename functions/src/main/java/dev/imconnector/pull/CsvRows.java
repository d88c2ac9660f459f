package dev.imconnector.pull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import dev.imconnector.im.dialect.Page;
import dev.imconnector.problem.CellGuard;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Rows as CSV with columns that stay the same from the first line to the last. Numbers have exactly IM's digits, objects
 * and lists are JSON, null is nothing and an empty text is {@code ""}.
 *
 * <p>Where the columns are those of the first page, a last column {@value #OTHER} holds what a later row has besides, as
 * a JSON object, so that nothing is lost. Where they were asked for, what was not asked for is left out.
 */
final class CsvRows implements RowFormat {

    static final String OTHER = "_other";

    /** What a page may hold a cell may: the page's size is the bound. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final boolean guardsFormulas;
    private final boolean columnsWereAskedFor;
    private final StringWriter sink = new StringWriter();
    private final CsvWriter csv = CsvWriter.builder()
            .lineDelimiter(LineDelimiter.LF)
            .quoteStrategy(QuoteStrategies.EMPTY)
            .build(sink);

    private Map<String, Integer> places = Map.of();
    private String[] header = {};

    /**
     * @param guardsFormulas whether a text that a spreadsheet would run as a formula gets an apostrophe before it
     * @param columnsWereAskedFor whether the columns are not just those of the first page
     */
    CsvRows(boolean guardsFormulas, boolean columnsWereAskedFor) {
        this.guardsFormulas = guardsFormulas;
        this.columnsWereAskedFor = columnsWereAskedFor;
    }

    @Override
    public boolean needsColumns() {
        return true;
    }

    @Override
    public List<String> columnsOf(Page page) {
        var names = new LinkedHashSet<String>();
        for (int row = 0; row < page.size(); row++) {
            try (var json = parser(page, row)) {
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    names.add(json.currentName());
                    json.nextToken();
                    json.skipChildren();
                }
            } catch (IOException e) {
                throw new IllegalStateException("A row of a page that was read is JSON", e);
            }
        }
        names.remove(OTHER);
        names.add(OTHER);
        return List.copyOf(names);
    }

    @Override
    public void columns(List<String> columns) {
        header = columns.toArray(String[]::new);
        places = new HashMap<>();
        for (int i = 0; i < header.length - (columnsWereAskedFor ? 0 : 1); i++) {
            places.put(header[i], i);
        }
    }

    @Override
    public void writeHeader(OutputStream out) throws IOException {
        write(header, out);
    }

    @Override
    public void write(Page page, OutputStream out) throws IOException {
        for (int row = 0; row < page.size(); row++) {
            write(page, row, out);
        }
    }

    private void write(Page page, int row, OutputStream out) throws IOException {
        var cells = new String[header.length];
        var isFilled = new boolean[header.length];
        var others = columnsWereAskedFor ? null : new Others();
        try (var json = parser(page, row)) {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                var place = places.get(json.currentName());
                if (place != null && !isFilled[place]) {
                    isFilled[place] = true;
                    cells[place] = cell(json, json.nextToken());
                } else if (others != null) {
                    others.add(json);
                } else {
                    json.nextToken();
                    json.skipChildren();
                }
            }
        }
        if (others != null) {
            cells[header.length - 1] = others.text();
        }
        write(cells, out);
    }

    private void write(String[] cells, OutputStream out) throws IOException {
        sink.getBuffer().setLength(0);
        csv.writeRecord(cells);
        csv.flush();
        out.write(sink.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Stands behind the row's opening brace. */
    private static JsonParser parser(Page page, int row) throws IOException {
        var json = JSON.createParser(Arrays.copyOfRange(page.body(), page.from(row), page.to(row)));
        json.nextToken();
        return json;
    }

    private String cell(JsonParser json, JsonToken value) throws IOException {
        return switch (value) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> guarded(json.getText());
            case START_OBJECT, START_ARRAY -> structure(json);
            default -> json.getText();
        };
    }

    private static String structure(JsonParser json) throws IOException {
        var text = new StringWriter();
        try (var out = JSON.createGenerator(text)) {
            copy(json, out);
        }
        return text.toString();
    }

    /** Numbers as the text they are written in, where Jackson's own copying might go through a double. */
    private static void copy(JsonParser json, JsonGenerator out) throws IOException {
        var depth = 0;
        for (var token = json.currentToken(); ; token = json.nextToken()) {
            switch (token) {
                case FIELD_NAME -> out.writeFieldName(json.currentName());
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> out.writeNumber(json.getText());
                default -> out.copyCurrentEvent(json);
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (depth == 0 && token != JsonToken.FIELD_NAME) {
                return;
            }
        }
    }

    private String guarded(String text) {
        return guardsFormulas ? CellGuard.putOn(text) : text;
    }

    /** What a row has besides the columns, as one JSON object. */
    private static final class Others {

        private StringWriter text;
        private JsonGenerator out;

        void add(JsonParser json) throws IOException {
            if (out == null) {
                text = new StringWriter();
                out = JSON.createGenerator(text);
                out.writeStartObject();
            }
            out.writeFieldName(json.currentName());
            json.nextToken();
            copy(json, out);
        }

        String text() throws IOException {
            if (out == null) {
                return null;
            }
            out.writeEndObject();
            out.close();
            return text.toString();
        }
    }
}
