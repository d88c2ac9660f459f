package dev.imconnector.problem;

import java.util.regex.Pattern;

/** Takes out of words what looks like credentials by what stands before it, for secrets that nobody here knows. */
public final class CredentialWords {

    private static final String MASK = "***";
    private static final Pattern CREDENTIALS = Pattern.compile("(?i)\\b(Bearer|Basic)(\\s+|%20|\\+)[\\w.~+/=%-]{6,}");
    private static final Pattern FIELD = Pattern.compile(
            "(?i)\\b(client_secret|access_token|refresh_token|id_token|password)(\\W{0,3}[=:]\\s*\\W{0,2})[^\\s\"'&,;}]+");

    private CredentialWords() {}

    /** The words without them; decoded where only what is decoded shows that they are there. */
    public static String masked(String text) {
        var masked = plainly(text);
        var decoded = DecodedText.of(masked).toString();
        if (decoded.equals(masked)) {
            return masked;
        }
        var maskedDecoded = plainly(decoded);
        return maskedDecoded.equals(decoded) ? masked : maskedDecoded;
    }

    private static String plainly(String text) {
        var headers = CREDENTIALS.matcher(text).replaceAll("$1 " + MASK);
        return FIELD.matcher(headers).replaceAll("$1=" + MASK);
    }
}
