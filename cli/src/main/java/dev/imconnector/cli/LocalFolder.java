package dev.imconnector.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * The folder {@value #NAME}, in which runs, results and whatever else a command leaves behind live unless settings say
 * otherwise: that of the working directory, or the nearest one above it, as git does with its own. A folder above counts
 * only when its owner is that of the working directory: in a directory that everybody may write, such as {@code /tmp},
 * somebody else could put one in the way of other people's payments.
 */
final class LocalFolder {

    static final String NAME = ".im";

    private LocalFolder() {}

    /** Absolute; it need not exist. */
    static Path of(Console console) {
        var here = console.directory().toAbsolutePath().normalize();
        for (var folder = here; folder != null; folder = folder.getParent()) {
            var found = folder.resolve(NAME);
            if (Files.isDirectory(found) && (folder.equals(here) || isOfTheSameOwner(found, here))) {
                return found;
            }
        }
        return here.resolve(NAME);
    }

    private static boolean isOfTheSameOwner(Path found, Path here) {
        try {
            return Files.getOwner(found, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(here));
        } catch (IOException | UnsupportedOperationException e) {
            return false; // Whose it is cannot be told, so it is not taken.
        }
    }
}
