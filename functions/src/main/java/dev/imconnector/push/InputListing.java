package dev.imconnector.push;

import dev.imconnector.problem.Problem;
import dev.imconnector.run.Location;
import dev.imconnector.run.ObjectStore;
import dev.imconnector.run.StoredObject;
import java.util.HashSet;
import java.util.List;

/**
 * The objects that make up an input: one object, or all in a folder except manifests and those whose name begins with a
 * dot or an underscore (markers such as {@code _SUCCESS}).
 *
 * @param objects sorted by location; empty when there are none yet
 */
record InputListing(List<StoredObject> objects) {

    /** The most files of one input. */
    static final int MAX_FILES = 500;

    private static final String MANIFEST = ".manifest.json";

    /** @throws InputException when there are more than {@link #MAX_FILES} */
    static InputListing of(Location credits, ObjectStore store) {
        if (!credits.isFolder()) {
            return new InputListing(store.find(credits).stream().toList());
        }
        var listed = store.list(credits, 4 * MAX_FILES);
        var objects = listed.stream().filter(InputListing::isCreditFile).toList();
        if (objects.size() > MAX_FILES) {
            throw new InputException(new Problem(
                    "TOO_MANY_FILES",
                    credits + " holds more than " + MAX_FILES + " files",
                    "Export fewer, larger files, or push single ones with \"credits\""));
        }
        return new InputListing(isComplete(objects, listed) ? objects : List.of());
    }

    /** A manifest whose file is not there yet announces one: the export is still under way. */
    private static boolean isComplete(List<StoredObject> files, List<StoredObject> listed) {
        var names = new HashSet<>(
                files.stream().map(file -> file.location() + MANIFEST).toList());
        return listed.stream()
                .map(object -> object.location().toString())
                .filter(name -> name.endsWith(MANIFEST))
                .allMatch(names::contains);
    }

    private static boolean isCreditFile(StoredObject object) {
        var name = object.location().name();
        return !name.endsWith(MANIFEST) && !name.startsWith(".") && !name.startsWith("_");
    }
}
