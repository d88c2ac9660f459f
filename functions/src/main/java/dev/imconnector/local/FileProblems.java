package dev.imconnector.local;

import dev.imconnector.problem.Problem;
import dev.imconnector.store.Location;
import dev.imconnector.store.LocationException;
import dev.imconnector.store.StoreException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NotDirectoryException;
import java.time.Duration;
import java.util.Optional;

/** What a failure of the file system means to the one who runs the connector. */
final class FileProblems {

    private FileProblems() {}

    /**
     * @param doing what was tried, as in "read" or "write"
     * @param location the object or folder it was tried on
     */
    static StoreException of(String doing, Location location, IOException e) {
        return new StoreException(problem(doing, location, e), e);
    }

    private static Problem problem(String doing, Location location, IOException e) {
        var message = "Could not " + doing + " " + location + ": " + reason(e);
        if (e instanceof ClosedByInterruptException) {
            return new Problem("STORE_INTERRUPTED", message, "Start the run again: it resumes where it stopped");
        }
        if (e instanceof AccessDeniedException) {
            return new Problem(
                    "STORE_DENIED", message, "Give the user who runs the connector access to this file and its folder");
        }
        if (e instanceof NotDirectoryException || e instanceof FileAlreadyExistsException) {
            return new Problem("STORE_FAILED", message, "Remove the file that is where a folder is needed");
        }
        return new Problem("STORE_FAILED", message, "Check that the disk is mounted, writable and not full");
    }

    private static String reason(IOException e) {
        if (e instanceof ClosedByInterruptException) {
            return "the thread was interrupted";
        }
        if (e instanceof AccessDeniedException) {
            return "access is denied";
        }
        if (e instanceof NotDirectoryException || e instanceof FileAlreadyExistsException) {
            return "a folder on the way to it is a file";
        }
        if (e instanceof FileSystemException failed && failed.getReason() != null) {
            return failed.getReason();
        }
        return Optional.ofNullable(e.getMessage()).orElse("the file system gave no reason");
    }

    static StoreException interrupted(Location location, InterruptedException e) {
        return new StoreException(
                new Problem(
                        "STORE_INTERRUPTED",
                        "The thread was interrupted while it waited to write " + location,
                        "Start the run again: it resumes where it stopped"),
                e);
    }

    static StoreException busy(Location location, Duration waited) {
        return new StoreException(
                new Problem(
                        "STORE_BUSY",
                        "Another process has held the lock on the folder of " + location + " for " + waited.toSeconds()
                                + " s",
                        "Look for a connector that was suspended while it wrote there; once it ends, the lock is free"),
                null);
    }

    static StoreException tooLarge(Location object, long size, int limit) {
        return new StoreException(
                new Problem(
                        "STORE_OBJECT_TOO_LARGE",
                        object + " has " + size + " bytes; at most " + limit + " can be read at once",
                        "Check that this is the right file: a run record or a manifest is small"),
                null);
    }

    static LocationException notAnObject(Location location) {
        return new LocationException(new Problem(
                "LOCATION_INVALID",
                "'" + location + "' names a folder where a file is needed",
                "Leave off the slash at the end and name the file"));
    }

    static LocationException leadsOut(Location location) {
        return new LocationException(new Problem(
                "LOCATION_LEADS_OUT",
                location + " is a link to something outside of its folder, which is not followed",
                "Replace it with a copy, or name the link's target itself"));
    }

    static LocationException notAFile(Location location, String why) {
        return new LocationException(new Problem(
                "LOCATION_INVALID",
                "The location '" + location + "' cannot be used as a file: " + why,
                "Write file:///path with characters that this system allows in a file's name"));
    }
}
