package dev.imconnector.mapping;

import java.util.Locale;

/**
 * Salesforce's record ids: 15 characters in which the case counts, or the same with three more that tell which of them are
 * capitals (developer.salesforce.com, "ID Field Type"). Stateless.
 */
final class SalesforceId {

    private static final String CHECK = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    private static final int SHORT = 15;
    private static final int LONG = 18;
    private static final int GROUP = 5;

    private SalesforceId() {}

    /** The form of 18 characters, or null when the text is neither, or its check characters are wrong. */
    static String of18(String id) {
        if (!id.matches("[A-Za-z0-9]{15}([A-Za-z0-9]{3})?")) {
            return null;
        }
        var whole = id.substring(0, SHORT) + check(id);
        return id.length() == SHORT
                        || id.substring(SHORT).toUpperCase(Locale.ROOT).equals(whole.substring(SHORT, LONG))
                ? whole
                : null;
    }

    private static String check(String id) {
        var result = new StringBuilder();
        for (int group = 0; group < SHORT; group += GROUP) {
            var capitals = 0;
            for (int i = 0; i < GROUP; i++) {
                var c = id.charAt(group + i);
                capitals |= c >= 'A' && c <= 'Z' ? 1 << i : 0;
            }
            result.append(CHECK.charAt(capitals));
        }
        return result.toString();
    }
}
