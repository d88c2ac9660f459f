package dev.imconnector.im.dialect.tenant.write;

import java.util.Locale;
import java.util.regex.Pattern;

/** A text as a value in a filter. Some cannot be asked for: quotes have no escape, and some texts mean something else there. */
final class FilterText {

    /** It would be read as an amount: a number, a blank and the name of a unit. */
    private static final Pattern AMOUNT = Pattern.compile("[-+]?[0-9]+(\\.[0-9]+)? \\S+");

    private FilterText() {}

    /** Whether a filter can ask for exactly this text. */
    static boolean isAddressable(String text) {
        return text.indexOf('*') < 0
                && !(text.indexOf('\'') >= 0 && text.indexOf('"') >= 0)
                && !text.toLowerCase(Locale.ROOT).equals("null")
                && !AMOUNT.matcher(text).matches();
    }

    static String quoted(String text) {
        return text.indexOf('\'') >= 0 ? '"' + text + '"' : "'" + text + "'";
    }

    static String equal(String field, String text) {
        return field + " eq " + quoted(text);
    }
}
