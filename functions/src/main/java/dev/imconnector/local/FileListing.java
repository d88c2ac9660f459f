package dev.imconnector.local;

import dev.imconnector.store.Location;
import dev.imconnector.store.StoredObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitResult;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** Collects the first files of a folder and its sub-folders, by location; hidden ones (a dot in front) are left out. */
final class FileListing extends SimpleFileVisitor<Path> {

    private final Location folder;
    private final Path root;
    private final URI rootUri;
    private final int limit;
    private final FolderLinks links;
    private final TreeSet<StoredObject> first = new TreeSet<>(Comparator.comparing(StoredObject::location));

    FileListing(Location folder, Path root, int limit) {
        this.folder = folder;
        this.root = root;
        this.rootUri = root.toUri();
        this.limit = limit;
        this.links = new FolderLinks(root);
    }

    List<StoredObject> objects() {
        return List.copyOf(first);
    }

    @Override
    public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) throws IOException {
        if (isHidden(visited)) {
            return FileVisitResult.SKIP_SUBTREE;
        }
        if (!visited.equals(root)) {
            links.mustNotLeadOut(visited, location(visited));
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        if (attributes.isRegularFile() && !file.equals(root) && !isHidden(file)) {
            var location = location(file);
            links.mustNotLeadOut(file, location);
            var version = FileVersion.of(attributes);
            first.add(new StoredObject(location, version.size(), version.toString()));
            if (first.size() > limit) {
                first.pollLast();
            }
        }
        return FileVisitResult.CONTINUE;
    }

    private Location location(Path path) {
        return folder.resolve(rootUri.relativize(path.toUri()).getPath());
    }

    /** What went away meanwhile, or leads back to where we came from, is not listed. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
        if (e instanceof NoSuchFileException || e instanceof FileSystemLoopException) {
            return FileVisitResult.CONTINUE;
        }
        throw e;
    }

    private boolean isHidden(Path path) {
        return !path.equals(root) && path.getFileName().toString().startsWith(".");
    }
}
