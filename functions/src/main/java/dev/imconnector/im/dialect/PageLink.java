package dev.imconnector.im.dialect;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Where a page is: below the API's base path, always. A request goes to the configured address with this path behind it,
 * so that a link, whatever it says, cannot carry the token elsewhere. Immutable.
 *
 * @param path what follows the API's base path, beginning with a slash, encoded, with its query
 * @param isFirst whether it was made here, of a query; else IM made it, and may stop accepting it
 */
public record PageLink(String path, boolean isFirst) {

    private static final Pattern LONE_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    public PageLink {
        Objects.requireNonNull(path, "path");
    }

    /** The text percent-encoded, so that it is one value of a query or one segment of a path. */
    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** What comes before the query. */
    public String place() {
        var question = path.indexOf('?');
        return question < 0 ? path : path.substring(0, question);
    }

    /** Equal for links that mean the same, however they are encoded: what loops are recognised by. */
    public String identity() {
        return URLDecoder.decode(LONE_PERCENT.matcher(path).replaceAll("%25"), StandardCharsets.UTF_8);
    }
}
