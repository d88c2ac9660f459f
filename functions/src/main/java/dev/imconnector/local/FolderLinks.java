package dev.imconnector.local;

import dev.imconnector.store.Location;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Links in a folder of files: one that leads to something in the folder is as good as a file, one that leads out of it is
 * not followed. Whoever may write into an exports folder shall not have us read, and quote, what they may not read
 * themselves.
 */
final class FolderLinks {

    private final Path folder;
    private Path realFolder;

    /** @param folder may itself be a link, and lie behind some: whoever has named it has meant where they lead */
    FolderLinks(Path folder) {
        this.folder = folder;
    }

    /**
     * Opens the file; a link that takes its place meanwhile is not followed either.
     *
     * @throws dev.imconnector.store.LocationException {@code LOCATION_LEADS_OUT} when it is a link out of its folder
     * @throws java.nio.file.NoSuchFileException when it is not there, or a link to nothing
     */
    static InputStream open(Path file, Location location) throws IOException {
        var itself = new FolderLinks(file.getParent()).followed(file, location);
        return Files.newInputStream(itself, LinkOption.NOFOLLOW_LINKS);
    }

    /** @throws dev.imconnector.store.LocationException as above; a link to nothing leads nowhere */
    void mustNotLeadOut(Path path, Location location) throws IOException {
        if (Files.exists(path)) {
            followed(path, location);
        }
    }

    private Path followed(Path path, Location location) throws IOException {
        if (!Files.isSymbolicLink(path)) {
            return path;
        }
        if (realFolder == null) {
            realFolder = folder.toRealPath();
        }
        var real = path.toRealPath();
        if (!real.startsWith(realFolder)) {
            throw FileProblems.leadsOut(location);
        }
        return real;
    }
}
