package dev.imconnector.cli.sandbox;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** One key of {@code $orderby}. Rows that lack the field come first. */
record SortKey(String field, FieldType type, boolean descending) {

    /** Reads {@code field [asc|desc], …}. @throws RequestRefusedException when it is not of that form */
    static List<SortKey> parse(String text, Schema schema) {
        var keys = new ArrayList<SortKey>();
        for (var part : text.split(",", -1)) {
            var words = part.strip().split(" +");
            if (words.length > 2 || words.length == 2 && !words[1].equals("asc") && !words[1].equals("desc")) {
                throw new RequestRefusedException(400, "$orderby: '" + part.strip() + "' is no 'field [asc|desc]'");
            }
            keys.add(new SortKey(words[0], schema.typeOf(words[0]), words.length == 2 && words[1].equals("desc")));
        }
        return List.copyOf(keys);
    }

    static Comparator<Integer> comparator(List<SortKey> keys, Rows rows) {
        return (left, right) -> compare(keys, rows, left, right);
    }

    static int compare(List<SortKey> keys, Rows rows, int left, int right) {
        for (var key : keys) {
            var compared = key.compare(rows.value(left, key.field()), rows.value(right, key.field()));
            if (compared != 0) {
                return compared;
            }
        }
        return 0;
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
