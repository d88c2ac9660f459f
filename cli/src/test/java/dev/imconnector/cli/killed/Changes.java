package dev.imconnector.cli.killed;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Counts how often folders have changed, as far as somebody sees it who looks again and again. For use by one thread. */
final class Changes {

    private final List<Path> folders;
    private Set<String> seen;
    private int count;

    Changes(List<Path> folders) {
        this.folders = folders;
        this.seen = look();
    }

    /** Looks again. */
    int count() {
        var now = look();
        if (!now.equals(seen)) {
            seen = now;
            count++;
        }
        return count;
    }

    private Set<String> look() {
        var found = new TreeSet<String>();
        for (var folder : folders) {
            try (var files = Files.newDirectoryStream(folder)) {
                for (var file : files) {
                    found.add(file + " " + Files.getLastModifiedTime(file));
                }
            } catch (IOException | DirectoryIteratorException e) {
                continue; // It is not there yet, or a file went while it was looked at: it is looked at again.
            }
        }
        return found;
    }
}
