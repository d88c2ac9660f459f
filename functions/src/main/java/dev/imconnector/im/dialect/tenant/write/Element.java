package dev.imconnector.im.dialect.tenant.write;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.http.HttpAnswer;
import dev.imconnector.im.dialect.tenant.wire.ExactJson;
import dev.imconnector.problem.CleanText;
import dev.imconnector.problem.CredentialWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/**
 * What IM answers of one element of a write. It belongs to the element of the same place in the request, which only a
 * success proves, by its key.
 *
 * @param row as IM shows it
 * @param seq of what was made; empty when it was not, or nobody can tell
 * @param words why it was not made; empty when it was, or nobody can tell
 */
record Element(JsonNode row, String seq, String words) {

    private static final Pattern CODE = Pattern.compile("TCMP_[0-9]+");
    private static final int MOST_LOOKED_AT = 1_000;

    /** A value is required; not found; no access; the dates do not form a range: never that the key is there. */
    private static final Set<String> PLAIN_REJECTS = Set.of("TCMP_1002", "TCMP_09007", "TCMP_09012", "TCMP_09022");

    /**
     * The elements of an answer, whatever its status.
     *
     * @param expected how many were sent
     * @return empty when it has no list of them, or one of another length
     */
    static Optional<List<Element>> all(HttpAnswer answer, String resource, String seqField, int expected) {
        return ExactJson.read(answer)
                .map(body -> body.path(resource))
                .filter(list -> list.isArray() && list.size() == expected)
                .map(list -> {
                    var elements = new ArrayList<Element>(expected);
                    list.forEach(each -> elements.add(of(each, seqField)));
                    return elements;
                });
    }

    private static Element of(JsonNode row, String seqField) {
        if (hasError(row)) {
            var error = row.path("_ERROR_");
            return new Element(row, "", cleaned(error.isTextual() ? error.textValue() : error.toString()));
        }
        var seq = row.path(seqField).asText("");
        return seq.isEmpty() || CODE.matcher(seq).find()
                ? new Element(row, "", faults(row))
                : new Element(row, seq, "");
    }

    /** Whatever form it has: who tells of an error has made nothing. */
    private static boolean hasError(JsonNode row) {
        var error = row.path("_ERROR_");
        return row.hasNonNull("_ERROR_")
                && !(error.isTextual() && error.textValue().isBlank());
    }

    /** The fields that have a message in the place of their value. */
    private static String faults(JsonNode row) {
        var faults = new StringJoiner("; ");
        row.properties().forEach(field -> {
            var text = field.getValue().asText("");
            if (CODE.matcher(text).find()) {
                faults.add(field.getKey() + ": " + text);
            }
        });
        return cleaned(faults.toString());
    }

    private static String cleaned(String text) {
        return CredentialWords.masked(CleanText.of(text, MOST_LOOKED_AT));
    }

    boolean isMade() {
        return !seq.isEmpty();
    }

    boolean isRejected() {
        return !words.isEmpty();
    }

    /** Whether it is rejected for a reason that cannot mean that the key is there. */
    boolean isPlainlyRejected() {
        var code = CODE.matcher(words);
        return isRejected() && code.find() && PLAIN_REJECTS.contains(code.group());
    }
}
