package dev.imconnector.sandbox.state;

import dev.imconnector.sandbox.http.RequestRefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** One key of {@code $orderby}. Rows that lack the field come first. */
public record SortKey(String field, FieldType type, boolean descending) {

    /** Reads {@code field [asc|desc], …}. @throws RequestRefusedException when it is not of that form */
    public static List<SortKey> parse(String text, Schema schema) {
        var keys = new ArrayList<SortKey>();
        for (var part : text.split(",", -1)) {
            var words = part.strip().split(" +");
            if (words.length > 2 || words.length == 2 && !words[1].equals("asc") && !words[1].equals("desc")) {
                throw new RequestRefusedException(400, "$orderby: '" + part.strip() + "' is not 'field [asc|desc]'");
            }
            keys.add(new SortKey(words[0], schema.typeOf(words[0]), words.length == 2 && words[1].equals("desc")));
        }
        return List.copyOf(keys);
    }

    /** A row and its values for some keys. */
    public record Row(int number, Object[] values) {}

    public static Object[] valuesOf(List<SortKey> keys, Rows rows, int row) {
        return keys.stream().map(key -> rows.value(row, key.field())).toArray();
    }

    public static int compare(List<SortKey> keys, Object[] left, Object[] right) {
        int compared = 0;
        for (int i = 0; i < left.length && compared == 0; i++) {
            compared = keys.get(i).compare(left[i], right[i]);
        }
        return compared;
    }

    private int compare(Object left, Object right) {
        int compared;
        if (left == null || right == null) {
            compared = Boolean.compare(left != null, right != null);
        } else {
            compared = type.compare(left, right);
        }
        return descending ? -compared : compared;
    }

    static Set<String> fieldsOf(List<SortKey> keys) {
        return keys.stream().map(SortKey::field).collect(Collectors.toSet());
    }
}
