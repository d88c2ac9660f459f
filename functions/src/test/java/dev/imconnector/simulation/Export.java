package dev.imconnector.simulation;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/** The files of a history, and where each row stands in them. */
final class Export {

    static final String FOLDER = "file:///exports/2026-03-01/";
    static final String MAPPING_AT = "file:///config/mapping.yaml";
    static final String OTHER_MAPPING_AT = "file:///config/mapping-of-another.yaml";
    static final String OTHER_MAPPING = """
            version: 1
            mappings:
              - fields:
                  sourceRef: {column: Reference}
                  participantId: {column: Person}
                  transactionDate: {column: When}
                  amount: {column: HowMuch}
                  currencyCode: {column: Of}
                  periodId: {column: Month}
            """;
    static final String MAPPING = """
            version: 1
            mappings:
              - fields:
                  sourceRef: {column: Order}
                  participantId: {column: Rep}
                  transactionDate: {column: Day}
                  amount: {column: Amount, decimal: ","}
                  currencyCode: {column: Money}
                  periodId: {column: Period}
            """;

    private static final List<String> COLUMNS =
            List.of("sourceRef", "participantId", "transactionDate", "amount", "currencyCode", "periodId", "note");
    private static final List<String> MAPPED_COLUMNS =
            List.of("Order", "Rep", "Day", "Amount", "Money", "Period", "Note");

    private static final int AMOUNT = 3;

    private final Manner manner;
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final List<Placed> placed = new ArrayList<>();

    /**
     * A row in its file.
     *
     * @param line on which it begins, the header being 1
     * @param cells its values as they stand there
     */
    record Placed(Row row, String file, int line, List<String> cells) {}

    Export(List<Row> rows, Manner manner) {
        this.manner = manner;
        var each = (rows.size() + manner.files() - 1) / manner.files();
        for (int i = 0; i < manner.files(); i++) {
            var from = Math.min(i * each, rows.size());
            file(i, rows.subList(from, Math.min(from + each, rows.size())));
        }
    }

    private void file(int number, List<Row> rows) {
        var json = manner.format() == Manner.Format.JSON_LINES;
        var at = FOLDER + "credits-" + number + (json ? ".jsonl" : ".csv") + (manner.gzipped() ? ".gz" : "");
        var text = new StringBuilder(manner.bom() ? "\uFEFF" : "");
        var end = manner.crlf() ? "\r\n" : "\n";
        var line = 1;
        if (!json) {
            text.append(String.join(",", columns())).append(end);
            line++;
        }
        for (var row : rows) {
            var cells = cells(row, json);
            placed.add(new Placed(row, at, line, cells));
            var record = json ? json(cells) : cells.stream().map(Export::quoted).collect(Collectors.joining(","));
            text.append(record).append(end);
            line += 1 + (int) record.chars().filter(c -> c == '\n').count();
        }
        files.put(at, bytes(text.toString()));
    }

    private List<String> columns() {
        return manner.format() == Manner.Format.MAPPED ? MAPPED_COLUMNS : COLUMNS;
    }

    private byte[] bytes(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        if (!manner.gzipped()) {
            return bytes;
        }
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private List<String> cells(Row row, boolean json) {
        var cells = new ArrayList<>(cells(row));
        if (manner.format() == Manner.Format.MAPPED) {
            cells.set(AMOUNT, cells.get(AMOUNT).replace('.', ','));
        }
        cells.add(row.number() % 7 == 3 && !json ? "two\nlines, \"quoted\"" : "note " + row.number());
        if (row.kind() == Row.Kind.TOO_MANY_FIELDS) {
            if (json) {
                cells.set(AMOUNT, "");
            } else {
                cells.add("one too many");
            }
        }
        return cells;
    }

    /** The values of its six fields, with what is broken about it. */
    static List<String> cells(Row row) {
        return List.of(
                row.sourceRef(),
                row.kind() == Row.Kind.NO_PARTICIPANT ? " " : row.participantId(),
                row.kind() == Row.Kind.BAD_DATE ? "2026-02-30" : row.transactionDate(),
                row.kind() == Row.Kind.BAD_AMOUNT ? "1.2.3" : row.amount().toPlainString(),
                row.kind() == Row.Kind.BAD_CURRENCY ? "EURO" : row.currencyCode(),
                row.kind() == Row.Kind.TOO_LONG ? "p".repeat(256) : row.periodId());
    }

    private static String json(List<String> cells) {
        var members = new ArrayList<String>();
        for (int i = 0; i < COLUMNS.size(); i++) {
            members.add("\"" + COLUMNS.get(i) + "\":\""
                    + new String(JsonStringEncoder.getInstance().quoteAsString(cells.get(i))) + "\"");
        }
        return "{" + String.join(",", members) + "}";
    }

    private static String quoted(String cell) {
        return cell.matches("(?s).*[\",\r\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }

    /** Puts them, and the mapping files, where they belong. */
    void putInto(Disk disk) {
        files.forEach(disk::put);
        disk.put(MAPPING_AT, Tenant.utf8(MAPPING));
        disk.put(OTHER_MAPPING_AT, Tenant.utf8(OTHER_MAPPING));
    }

    Map<String, byte[]> files() {
        return files;
    }

    List<Placed> placed() {
        return placed;
    }
}
