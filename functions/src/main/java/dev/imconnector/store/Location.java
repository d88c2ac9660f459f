package dev.imconnector.store;

import dev.imconnector.problem.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Comparator;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Where an object or a folder of objects lives: {@code s3://bucket/key} or {@code file:///path}. A folder ends with a
 * slash.
 *
 * <p>An S3 key is written as it is, without percent-encoding (as the AWS CLI does); a file's path is a URI path, so a
 * blank in it may be written as {@code %20}. Immutable; two locations are equal when they name the same object.
 *
 * @param scheme {@code s3} or {@code file}
 * @param authority the bucket, or empty for a file
 * @param path the key without a leading slash, or the absolute decoded path of a file with one
 */
public record Location(String scheme, String authority, String path) implements Comparable<Location> {

    private static final Pattern DOT_SEGMENT = Pattern.compile("(?i)(\\.|%2e){1,2}");
    private static final Comparator<Location> ORDER = Comparator.comparing(Location::scheme)
            .thenComparing(Location::authority)
            .thenComparing(Location::path);

    public Location {
        Objects.requireNonNull(scheme, "scheme");
        Objects.requireNonNull(authority, "authority");
        Objects.requireNonNull(path, "path");
        if (path.codePoints().anyMatch(Location::isHalf)) {
            throw invalid(path, "it has half of a surrogate pair, which is not valid Unicode");
        }
    }

    private static boolean isHalf(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    /**
     * Reads a location.
     *
     * @throws LocationException when it is neither form, has no bucket, or leaves its folder by dot segments
     */
    public static Location parse(String text) {
        if (text.startsWith("s3://")) {
            return s3(text);
        }
        if (text.startsWith("file:")) {
            return file(text);
        }
        throw invalid(text, "it is neither s3://bucket/key nor file:///path");
    }

    private static Location s3(String text) {
        var rest = text.substring("s3://".length());
        var slash = rest.indexOf('/');
        var bucket = slash < 0 ? rest : rest.substring(0, slash);
        if (!bucket.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")) {
            throw invalid(text, "'" + bucket + "' is not a bucket name");
        }
        var key = slash < 0 ? "" : rest.substring(slash + 1);
        return new Location("s3", bucket, withoutDotSegments(key, text));
    }

    private static Location file(String text) {
        try {
            var uri = new URI(text.replace(" ", "%20"));
            var path = uri.getPath();
            if (path == null || !path.startsWith("/") || (uri.getAuthority() != null)) {
                throw invalid(text, "a file's location is file:/// and an absolute path");
            }
            return new Location("file", "", withoutDotSegments(path, text));
        } catch (URISyntaxException e) {
            throw invalid(text, "it is not a valid URI: " + e.getReason());
        }
    }

    /** Encoded ones and backslashes too, because another program may decode or split what this one takes literally. */
    private static String withoutDotSegments(String path, String text) {
        for (var segment : path.split("[/\\\\]", -1)) {
            if (DOT_SEGMENT.matcher(segment).matches()) {
                throw invalid(text, "it has a '" + segment + "' segment");
            }
        }
        if (path.chars().anyMatch(Character::isISOControl)) {
            throw invalid(text, "it has a control character");
        }
        return path;
    }

    private static LocationException invalid(String text, String why) {
        return new LocationException(new Problem(
                "LOCATION_INVALID",
                "The location '" + text + "' cannot be used: " + why,
                "Write s3://bucket/key or file:///path; a folder ends with a slash"));
    }

    /** Whether this names a folder of objects rather than one. */
    public boolean isFolder() {
        return path.isEmpty() || path.endsWith("/");
    }

    /** The folder that this is, or that this object lies in. */
    public Location folder() {
        return isFolder() ? this : new Location(scheme, authority, path.substring(0, path.lastIndexOf('/') + 1));
    }

    /** The object or folder of that relative name in {@link #folder()}. */
    public Location resolve(String name) {
        return new Location(scheme, authority, folder().path + name);
    }

    /** This location as a folder, whether or not it ends with a slash. */
    public Location asFolder() {
        return isFolder() ? this : new Location(scheme, authority, path + "/");
    }

    /** Whether this lies in the folder, or is it. */
    public boolean isIn(Location folder) {
        return scheme.equals(folder.scheme)
                && authority.equals(folder.authority)
                && path.startsWith(folder.folder().path);
    }

    /** The last segment of the path. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Override
    public int compareTo(Location other) {
        return ORDER.compare(this, other);
    }

    /** The text that {@link #parse} reads. */
    @Override
    public String toString() {
        if (scheme.equals("s3")) {
            return "s3://" + authority + "/" + path;
        }
        try {
            return "file://" + new URI(null, null, path, null).getRawPath();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The path of a location is always a URI path: " + path, e);
        }
    }
}
