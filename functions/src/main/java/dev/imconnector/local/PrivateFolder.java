package dev.imconnector.local;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Folders that only their owner can read: rejects, receipts and reversals hold people's names and amounts. */
public final class PrivateFolder {

    private PrivateFolder() {}

    /** Makes a folder, and those above it that are missing, for their owner alone; folders that are there stay as they are. */
    public static Path create(Path folder) throws IOException {
        return Files.createDirectories(folder, forOwner());
    }

    private static FileAttribute<?>[] forOwner() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }
}
