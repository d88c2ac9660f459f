package dev.imconnector.mapping;

import dev.imconnector.problem.Problem;
import java.util.Collection;
import java.util.stream.Collectors;

/** The ways in which one mapping file cannot be used. */
final class MappingErrors {

    private static final int MOST_SHOWN = 40;

    private final String mapping;

    MappingErrors(String mapping) {
        this.mapping = mapping;
    }

    /** @param at the path of the value in the document, as in {@code mappings[0].fields.amount} */
    MappingException invalid(String at, int line, String why, String fix) {
        return new MappingException(new Problem(
                "MAPPING_INVALID",
                "The mapping " + mapping + ", line " + line + (at.isEmpty() ? "" : ", " + at) + ": " + why,
                fix));
    }

    MappingException unreadable(int line, String why) {
        return new MappingException(new Problem(
                "MAPPING_INVALID",
                "The mapping " + mapping + " cannot be read from line " + line + ": " + why,
                "Correct it; docs/mapping.md shows one, and an editor checks it against the JSON schema"));
    }

    MappingException whole(String why, String fix) {
        return new MappingException(
                new Problem("MAPPING_INVALID", "The mapping " + mapping + " cannot be used: " + why, fix));
    }

    static String quoted(Collection<String> names) {
        var shown = names.stream().limit(MOST_SHOWN).map(n -> "'" + n + "'").collect(Collectors.joining(", "));
        return names.size() > MOST_SHOWN ? shown + " and " + (names.size() - MOST_SHOWN) + " more" : shown;
    }
}
