package dev.imconnector.cli;

import java.util.ArrayList;
import java.util.List;

/** A table for people, each column as wide as the widest of its texts, with two blanks between. Held in memory. */
final class TextColumns {

    private static final String BETWEEN = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    private final boolean[] right;

    /** @param heads of the columns; one that begins with {@code >} is set to the right, as numbers are */
    TextColumns(String... heads) {
        right = new boolean[heads.length];
        var texts = new ArrayList<String>();
        for (int i = 0; i < heads.length; i++) {
            right[i] = heads[i].startsWith(">");
            texts.add(right[i] ? heads[i].substring(1) : heads[i]);
        }
        rows.add(texts);
    }

    void row(Object... texts) {
        rows.add(List.of(texts).stream().map(String::valueOf).toList());
    }

    void print(Console console) {
        var widths = new int[right.length];
        for (var row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (var row : rows) {
            console.line("%s", line(row, widths));
        }
    }

    private String line(List<String> row, int[] widths) {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            var blanks = " ".repeat(widths[i] - row.get(i).length());
            line.append(right[i] ? blanks + row.get(i) : row.get(i) + blanks).append(BETWEEN);
        }
        return line.toString().stripTrailing();
    }
}
