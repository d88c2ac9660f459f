package dev.imconnector.im.dialect.tenant.wire;

import dev.imconnector.im.QueryException;
import dev.imconnector.problem.Problem;
import java.util.regex.Pattern;

/**
 * Puts texts into filters, so that no text can be read as part of the filter: the one place where it is done. How a quote
 * inside a text is to be written nobody outside knows, so a text with a quote of one kind stands in those of the other.
 */
public final class FilterText {

    /** What a filter would take for a number and its unit: {@code 5 integer}. */
    private static final Pattern AMOUNT = Pattern.compile("[+-]?[0-9]+([.,][0-9]+)? +\\S+");

    private static final String SINGLE = "'";
    private static final String DOUBLE = "\"";

    private FilterText() {}

    /**
     * {@code field eq 'text'}.
     *
     * @throws QueryException when the text cannot be asked for exactly
     */
    public static String equal(String field, String text) {
        return field + " eq " + quoted(text);
    }

    /** Whether a text can be asked for exactly. */
    public static boolean isAddressable(String text) {
        return !(text.contains(SINGLE) && text.contains(DOUBLE))
                && text.indexOf('*') < 0
                && !text.equalsIgnoreCase("null")
                && !AMOUNT.matcher(text.strip()).matches();
    }

    /** @throws QueryException when the text cannot be asked for exactly */
    public static String quoted(String text) {
        if (!isAddressable(text)) {
            throw new QueryException(new Problem(
                    "TEXT_NOT_ADDRESSABLE",
                    "IM cannot be asked for '" + text
                            + "' exactly: it has an asterisk or both kinds of quotes, is the word null, or looks like"
                            + " a number with its unit",
                    "Look for it with a filter of your own, or in IM"));
        }
        var quote = text.contains(SINGLE) ? DOUBLE : SINGLE;
        return quote + text + quote;
    }
}
