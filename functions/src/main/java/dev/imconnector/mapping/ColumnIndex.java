package dev.imconnector.mapping;

import dev.imconnector.credit.Folding;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds columns in a header by their names: exactly as they are written, else as they look ({@link Folding}). A name may
 * ask for one of several columns of that name. Immutable.
 */
final class ColumnIndex {

    static final int MISSING = -1;
    static final int SEVERAL = -2;

    /** Stands between a name and which of the columns of that name is meant; no header and no mapping can hold it. */
    private static final char NTH = '\0';

    private final List<String> header;
    private final List<String> folded;

    ColumnIndex(List<String> header) {
        this.header = header;
        this.folded = header.stream().map(Folding::fold).toList();
    }

    /** The nth column of a name, 1 being the first; 0 for the only one. */
    static String nth(String name, int n) {
        return n == 0 ? name : name + NTH + n;
    }

    /** For people. */
    static String shown(String column) {
        var at = column.indexOf(NTH);
        return at < 0 ? column : column.substring(0, at) + " (number " + column.substring(at + 1) + ")";
    }

    /** The name alone. */
    static String nameOf(String column) {
        var at = column.indexOf(NTH);
        return at < 0 ? column : column.substring(0, at);
    }

    /** The number of the column, {@link #MISSING} or {@link #SEVERAL}. */
    int of(String column) {
        var name = nameOf(column);
        var found = places(header, name);
        if (found.isEmpty()) {
            found = places(folded, Folding.fold(name));
        }
        var n = column.length() == name.length() ? 0 : Integer.parseInt(column.substring(name.length() + 1));
        if (found.size() < Math.max(1, n)) {
            return MISSING;
        }
        return n == 0 && found.size() > 1 ? SEVERAL : found.get(Math.max(0, n - 1));
    }

    private static List<Integer> places(List<String> names, String name) {
        var result = new ArrayList<Integer>();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equals(name)) {
                result.add(i);
            }
        }
        return result;
    }
}
