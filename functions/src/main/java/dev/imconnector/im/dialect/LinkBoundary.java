package dev.imconnector.im.dialect;

import dev.imconnector.im.NextLinkException;
import dev.imconnector.problem.CleanText;
import dev.imconnector.problem.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads links that a server hands out, and refuses each that leads off the scheme, host, port or base path that the
 * requests go to. What a dialect's own links look like beyond that is the dialect's to check.
 */
public final class LinkBoundary {

    private static final int LONGEST = 16 * 1024;
    private static final int SHOWN = 120;
    private static final Pattern LONE_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");
    private static final Pattern TO_ENCODE = Pattern.compile("[^\\x21-\\x7E]|[\"<>^`{|}]");

    private static final BitSet PLAIN_PATH = plain("/-_");
    private static final BitSet PLAIN_QUERY = plain("?-_.~!$&'()*+,;=:@/%");

    private LinkBoundary() {}

    /**
     * Reads a nextLink: absolute, from the root, or relative to the API's base path; percent-encoded or not.
     *
     * @param text as IM wrote it
     * @param api the API's base address, without a slash at its end
     * @param page the page that it came with
     * @throws NextLinkException when it leads off the API's scheme, host, port or base path, dot segments decoded first,
     *     or cannot be understood
     */
    public static PageLink next(String text, URI api, PageLink page) {
        if (text.length() > LONGEST) {
            throw refused(text, "it is longer than " + LONGEST + " characters");
        }
        var plain = plainlyBelow(text, api);
        return plain != null ? new PageLink(plain, false) : lookedAtClosely(text, api, page);
    }

    static PageLink lookedAtClosely(String text, URI api, PageLink page) {
        if (text.indexOf('\\') >= 0 || text.indexOf('#') >= 0 || text.chars().anyMatch(Character::isISOControl)) {
            throw refused(text, "it has a backslash, a '#' or a control character");
        }
        var uri = parse(text);
        requireOrigin(uri, text, api);
        return new PageLink(belowBase(path(uri, api, page), text, api) + query(uri), false);
    }

    /**
     * What follows the base path, if the link is plainly below it, as nearly all are: it begins with the API's address
     * or base path, has segments of letters and digits, and is encoded. Null for any other, which takes a closer look and,
     * where it is no more than that, gives the same.
     */
    static String plainlyBelow(String text, URI api) {
        var base = text.startsWith("/") ? api.getRawPath() : api.toString();
        if (!text.startsWith(base) || base.isEmpty()) {
            return null;
        }
        var question = text.indexOf('?', base.length());
        var end = question < 0 ? text.length() : question;
        var isPlain = text.startsWith("/", base.length())
                && text.charAt(end - 1) != '/'
                && text.indexOf("//", base.length()) < 0
                && allMatch(text, base.length(), end, PLAIN_PATH)
                && allMatch(text, end, text.length(), PLAIN_QUERY)
                && !LONE_PERCENT.matcher(text).find();
        return isPlain ? text.substring(base.length()) : null;
    }

    private static boolean allMatch(String text, int from, int to, BitSet allowed) {
        for (int i = from; i < to; i++) {
            if (!allowed.get(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static BitSet plain(String others) {
        var plain = new BitSet();
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                .concat(others)
                .chars()
                .forEach(plain::set);
        return plain;
    }

    private static URI parse(String text) {
        try {
            var uri = new URI(encoded(text));
            if (uri.isOpaque()) {
                throw refused(text, "it is not an http address");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw refused(text, "it is not an address");
        }
    }

    /** What stands for itself stays, so that a link that is encoded already is not encoded twice. */
    private static String encoded(String text) {
        var percents = LONE_PERCENT.matcher(text);
        var encoded = percents.find() ? percents.replaceAll("%25") : text;
        var others = TO_ENCODE.matcher(encoded);
        return others.find() ? others.replaceAll(found -> PageLink.encode(found.group())) : encoded;
    }

    private static void requireOrigin(URI uri, String text, URI api) {
        var sameScheme = uri.getScheme() == null || uri.getScheme().equalsIgnoreCase(api.getScheme());
        var hasAuthority = uri.getScheme() != null || uri.getRawAuthority() != null;
        if (!sameScheme || hasAuthority && !sameAuthority(uri, api)) {
            throw refused(
                    text,
                    "it leads to a scheme, host or port other than " + api.getScheme() + "://" + api.getRawAuthority());
        }
    }

    private static boolean sameAuthority(URI uri, URI api) {
        return uri.getHost() != null
                && uri.getRawUserInfo() == null
                && uri.getHost().equalsIgnoreCase(api.getHost())
                && port(uri, api) == port(api, api);
    }

    private static int port(URI uri, URI api) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return api.getScheme().toLowerCase(Locale.ROOT).equals("https") ? 443 : 80;
    }

    private static String path(URI uri, URI api, PageLink page) {
        var path = uri.getRawPath() == null ? "" : uri.getRawPath();
        if (path.startsWith("/") || uri.getRawAuthority() != null) {
            return path;
        }
        if (path.isEmpty()) {
            var question = page.path().indexOf('?');
            return api.getRawPath() + (question < 0 ? page.path() : page.path().substring(0, question));
        }
        return api.getRawPath() + "/" + path;
    }

    /** The segments after the base path, decoded to see what they are and encoded again. */
    private static String belowBase(String rawPath, String text, URI api) {
        var path = decoded(rawPath, text);
        var base = api.getPath() + "/";
        if (path.chars().anyMatch(c -> c == '\\' || c == '%' || c == ';' || Character.isISOControl(c))) {
            throw refused(text, "its path has characters that servers read differently");
        }
        var segments = path.split("/", -1);
        if (Arrays.stream(segments).anyMatch(segment -> segment.equals(".") || segment.equals(".."))) {
            throw refused(text, "its path has dot segments");
        }
        if (!path.startsWith(base) || path.length() == base.length()) {
            throw refused(text, "it leaves the base path " + base);
        }
        var below = path.substring(base.length()).split("/", -1);
        if (Arrays.stream(below).anyMatch(String::isEmpty)) {
            throw refused(text, "its path has an empty segment");
        }
        return Arrays.stream(below).map(PageLink::encode).collect(Collectors.joining("/", "/", ""));
    }

    private static String decoded(String rawPath, String text) {
        try {
            return URLDecoder.decode(rawPath.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw refused(text, "its path is not percent-encoded properly");
        }
    }

    private static String query(URI uri) {
        return uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    }

    private static NextLinkException refused(String text, String why) {
        var question = text.indexOf('?');
        var withoutQuery = question < 0 ? text : text.substring(0, question) + "?…";
        // Who is named before the host may be named with a password.
        var shown = CleanText.of(withoutQuery.replaceFirst("//[^/@]*@", "//…@"), SHOWN);
        return new NextLinkException(new Problem(
                "NEXT_LINK_REFUSED",
                "IM's link to the next page, '" + shown + "', is not followed: " + why,
                "Check that IM_API_URL is the address that IM uses in its own links; a link to another address"
                        + " would send the access token there"));
    }
}
