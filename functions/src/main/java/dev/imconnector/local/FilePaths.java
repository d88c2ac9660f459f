package dev.imconnector.local;

import dev.imconnector.store.Location;
import java.net.URI;
import java.nio.file.Path;

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
            return Path.of(URI.create(URI.create(location.toString()).toASCIIString()));
        } catch (IllegalArgumentException e) {
            throw FileProblems.notAFile(location, e.getMessage());
        }
    }
}
