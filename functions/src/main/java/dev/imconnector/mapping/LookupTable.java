package dev.imconnector.mapping;

import dev.imconnector.credit.Folding;
import dev.imconnector.problem.CleanText;
import dev.imconnector.problem.CodePoints;
import java.util.Map;

/**
 * Translates values: the keys are compared as they look ({@link Folding}), with regard to case.
 *
 * @param name what it is called in reasons
 * @param entries by folded keys, at most {@link LookupFile#MAX_ENTRIES}
 */
record LookupTable(String name, Map<String, String> entries) {

    private static final int SHOWN = 5;

    /** The value of a key, or null. */
    String get(String key) {
        return entries.get(Folding.fold(key));
    }

    /** Why there is no hit: what was looked for, where, and what there is. */
    String miss(String key) {
        var some = entries.keySet().stream().limit(SHOWN).toList();
        return "'" + CleanText.of(key, 60) + "'" + CodePoints.of(key) + " is not among the " + entries.size()
                + " keys of " + name + " (" + CleanText.of(String.join(", ", some), 200)
                + (entries.size() > SHOWN ? ", …" : "") + ")";
    }
}
