package dev.imconnector.source.files;

import dev.imconnector.problem.Problem;
import dev.imconnector.source.InputException;
import dev.imconnector.store.Location;
import dev.imconnector.store.ObjectStore;
import dev.imconnector.store.StoredObject;
import java.util.HashSet;
import java.util.List;

/**
 * What is found where an input should be: one object, or all in a folder except those whose name begins with a dot or an
 * underscore (markers such as {@code _SUCCESS}).
 *
 * @param files the credit files, sorted by location
 * @param ignored the locations of those whose name begins with a dot or an underscore, 100 at most
 * @param isComplete whether each manifest has its file: one without announces a file that is still to come
 */
public record InputListing(List<StoredObject> files, boolean isComplete, List<String> ignored) {

    /** The most files of one input. */
    static final int MAX_FILES = 500;

    private static final int MAX_IGNORED = 100;

    /** Of a longer listing the rest is not looked at: it is refused anyway. */
    private static final int MAX_LISTED = 2 * MAX_FILES + 2;

    public static InputListing of(Location credits, ObjectStore store) {
        if (!credits.isFolder()) {
            return new InputListing(store.find(credits).stream().toList(), true, List.of());
        }
        var all = store.list(credits, MAX_LISTED);
        var listed = all.stream().filter(InputListing::isNoMarker).toList();
        var ignored = all.stream()
                .filter(object -> !isNoMarker(object))
                .map(object -> object.location().toString())
                .limit(MAX_IGNORED)
                .toList();
        var files = listed.stream()
                .filter(object -> !InputManifest.isManifest(object.location()))
                .toList();
        return new InputListing(files, isComplete(files, listed), ignored);
    }

    private static boolean isNoMarker(StoredObject object) {
        var name = object.location().name();
        return !name.startsWith(".") && !name.startsWith("_");
    }

    private static boolean isComplete(List<StoredObject> files, List<StoredObject> listed) {
        var announced = new HashSet<>(listed.stream()
                .map(StoredObject::location)
                .filter(InputManifest::isManifest)
                .toList());
        files.forEach(file -> announced.remove(InputManifest.of(file.location())));
        return announced.isEmpty();
    }

    public boolean isThere() {
        return !files.isEmpty() && isComplete;
    }

    /** @throws InputException when there are more than {@link #MAX_FILES} */
    public void mustNotBeTooMany(Location credits) {
        if (files.size() > MAX_FILES) {
            throw new InputException(new Problem(
                    "TOO_MANY_FILES",
                    credits + " holds more than " + MAX_FILES + " files",
                    "Export fewer, larger files, or push single ones with \"credits\""));
        }
    }
}
