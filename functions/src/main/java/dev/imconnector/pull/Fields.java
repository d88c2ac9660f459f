package dev.imconnector.pull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lists of fields as they are written in events and settings. */
final class Fields {

    private Fields() {}

    /** {@code a, b} as its parts; none for a blank text and for {@code *}. */
    static List<String> of(String text) {
        var fields = Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(field -> !field.isEmpty())
                .distinct()
                .toList();
        return fields.contains("*") ? List.of() : fields;
    }

    /** The fields, if any are named, and behind them those of the order that are not among them. */
    static List<String> withOrder(List<String> select, String orderby) {
        var all = new ArrayList<>(select);
        if (!select.isEmpty()) {
            for (var key : of(orderby)) {
                var field = key.split("\\s+")[0];
                if (!all.contains(field)) {
                    all.add(field);
                }
            }
        }
        return List.copyOf(all);
    }
}
