package dev.imconnector.im;

import dev.imconnector.credit.CreditRules;
import dev.imconnector.problem.CleanText;
import dev.imconnector.problem.Problem;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * The id of one row of IM, fit to be a segment of a path: not blank, at most 255 characters, valid Unicode, and without
 * what a server on the way might read as more than a segment ({@code / \ %}, control characters, dot segments) or what
 * stands for bytes that were no UTF-8. Ids of 17 digits are usual, so it is a text and never a number.
 *
 * @param text the id, decoded
 */
public record RowId(String text) {

    private static final int MAX_SHOWN = 80;

    /** @throws RowIdException when it is none */
    public RowId {
        if (!CreditRules.isText(text)
                || text.isBlank()
                || text.equals(".")
                || text.equals("..")
                || text.chars().anyMatch(c -> c == '/' || c == '\\' || c == '%' || c == '\ufffd')) {
            throw new RowIdException(new Problem(
                    "ID_INVALID",
                    "The id '" + CleanText.of(text, MAX_SHOWN) + "' cannot be one of IM's",
                    "Use 1 to 255 characters, without / \\ % and control characters, percent-encoded in the path"));
        }
    }

    /** As a segment of a path, percent-encoded. */
    public String segment() {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return text;
    }
}
