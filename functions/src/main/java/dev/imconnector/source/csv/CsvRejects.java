package dev.imconnector.source.csv;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.imconnector.credit.Rejection;
import dev.imconnector.problem.CellGuard;
import dev.imconnector.problem.CleanText;
import dev.imconnector.source.Original;
import dev.imconnector.source.RejectFormat;
import dev.imconnector.source.SourceRecord;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Rejects as CSV: five columns of ours, then the columns of the input's files, which may differ from file to file (a
 * column that comes several times in a file counts as several). Columns of ours in the input are left out, being those
 * of an earlier rejects file.
 *
 * <p>Where formulas are guarded, a sixth column {@value #GUARDED} says which records have a cell with a guard; by its name
 * in the header a file is known whose guards are to be taken off.
 */
public final class CsvRejects implements RejectFormat {

    static final List<String> OURS = List.of("_file", "_line", "_sourceRef", "_code", "_reason");
    static final String GUARDED = "_guarded";

    private static final int MAX_SOURCE_REF = 255;

    private final Supplier<List<CsvHeader>> headers;
    private final boolean guardsFormulas;

    private List<String> columns;
    private List<int[]> places;

    /**
     * @param headers of all files, in their order; asked for once, when the first line or header is wanted
     * @param guardsFormulas whether cells that a spreadsheet could run are kept from it
     */
    public CsvRejects(Supplier<List<CsvHeader>> headers, boolean guardsFormulas) {
        this.headers = headers;
        this.guardsFormulas = guardsFormulas;
    }

    /** Whether a file with these columns has guards before its formulas. */
    static boolean isGuarded(List<String> columns) {
        return columns.contains(GUARDED);
    }

    private record NthColumn(String name, int n) {}

    private void learn() {
        if (columns == null) {
            var byName = new LinkedHashMap<NthColumn, Integer>();
            places = headers.get().stream().map(h -> placesOf(h, byName)).toList();
            columns = byName.keySet().stream().map(NthColumn::name).toList();
        }
    }

    private static int[] placesOf(CsvHeader header, Map<NthColumn, Integer> byName) {
        var seen = new HashMap<String, Integer>();
        var result = new int[header.size()];
        for (int i = 0; i < result.length; i++) {
            var name = header.names().get(i);
            result[i] = CsvHeader.isOurs(name)
                    ? -1
                    : byName.computeIfAbsent(
                            new NthColumn(name, seen.merge(name, 1, Integer::sum)), key -> byName.size());
        }
        return result;
    }

    @Override
    public String fileName() {
        return "rejects.csv";
    }

    @Override
    public byte[] header() {
        learn();
        var all = new ArrayList<>(OURS);
        all.addAll(columns);
        return bytes(guardsFormulas ? guarded(all, GUARDED) : all);
    }

    @Override
    public byte[] line(SourceRecord record, Rejection rejection) {
        learn();
        var values = values(places.get(record.fileIndex()), ((Original.Row) record.original()).values());
        var all = new ArrayList<String>(OURS.size() + 1 + values.length);
        all.add(record.file());
        all.add(Long.toString(record.line()));
        all.add(CleanText.of(record.sourceRef(), MAX_SOURCE_REF));
        all.add(rejection.code());
        all.add(rejection.reason());
        all.addAll(Arrays.asList(values));
        return bytes(guardsFormulas ? guarded(all, "") : all);
    }

    /** The cells with their guards, and behind those of ours the one that tells of them. */
    private static List<String> guarded(List<String> cells, String ofNone) {
        var guarded = new ArrayList<String>(cells.size() + 1);
        cells.forEach(cell -> guarded.add(cell == null ? null : CellGuard.putOn(cell)));
        guarded.add(OURS.size(), ofNone.isEmpty() && !guarded.equals(cells) ? "yes" : ofNone);
        return guarded;
    }

    /**
     * The values in our order of columns: those beyond the header at the end; a row with too few stays so when they are
     * missing at the end of ours too, lest it be taken for a whole one when it is pushed again.
     */
    private String[] values(int[] place, String[] values) {
        var extra = Math.max(0, values.length - place.length);
        var result = new String[columns.size() + extra];
        var used = extra > 0 || values.length == place.length ? result.length : 0;
        for (int i = 0; i < Math.min(values.length, place.length); i++) {
            if (place[i] >= 0) {
                result[place[i]] = values[i];
                used = Math.max(used, place[i] + 1);
            }
        }
        System.arraycopy(values, values.length - extra, result, columns.size(), extra);
        return Arrays.copyOf(result, used);
    }

    private static byte[] bytes(List<String> values) {
        var text = new StringWriter();
        try (var csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
            csv.writeRecord(values);
        } catch (IOException e) {
            throw new IllegalStateException("Text can be written to memory", e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
