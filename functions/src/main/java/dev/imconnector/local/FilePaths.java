package dev.imconnector.local;

import dev.imconnector.store.Location;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/** Turns locations into paths of this system. */
final class FilePaths {

    private FilePaths() {}

    /** @throws dev.imconnector.store.LocationException when it is a folder, or no path of this system */
    static Path ofObject(Location location) {
        if (location.isFolder()) {
            throw FileProblems.notAnObject(location);
        }
        return of(location);
    }

    /** By way of a URI in ASCII, so that any name works whatever the encoding of the locale. */
    static Path of(Location location) {
        if (!location.scheme().equals("file")) {
            throw new IllegalArgumentException("Not a location of a file: " + location);
        }
        try {
            return Path.of(URI.create("file://" + ascii(location.path())));
        } catch (IllegalArgumentException e) {
            throw FileProblems.notAFile(location, e.getMessage());
        }
    }

    /** Not by {@link URI#toASCIIString}, which composes letters that the name of the file has decomposed. */
    private static String ascii(String path) {
        var escaped = new StringBuilder(path.length());
        for (var b : path.getBytes(StandardCharsets.UTF_8)) {
            var isPlain = b > 0 && (Character.isLetterOrDigit(b) || "/-._~".indexOf(b) >= 0);
            escaped.append(isPlain ? String.valueOf((char) b) : String.format(Locale.ROOT, "%%%02X", b));
        }
        return escaped.toString();
    }
}
