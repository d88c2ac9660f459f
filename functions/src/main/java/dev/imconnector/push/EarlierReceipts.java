package dev.imconnector.push;

import dev.imconnector.store.Location;
import dev.imconnector.store.ObjectStore;
import dev.imconnector.store.StoredObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Where the receipts of one other run are.
 *
 * @param runId its folder's name
 * @param objects the composed one; of a run that has not ended, its parts
 */
record EarlierReceipts(String runId, List<StoredObject> objects) {

    /** The receipts of some years of nights; beyond it the look is not complete. */
    static final int MOST_OBJECTS = 100_000;

    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    /** Of all runs but one, those whose names have the latest day first. */
    static List<EarlierReceipts> beside(Location ownFolder, ObjectStore store) {
        var own = ownFolder.path();
        var runs = new Location(
                ownFolder.scheme(),
                ownFolder.authority(),
                own.substring(0, own.lastIndexOf('/', own.length() - 2) + 1));
        var composed = new TreeMap<String, List<StoredObject>>();
        var parts = new TreeMap<String, List<StoredObject>>();
        for (var object : store.list(runs, MOST_OBJECTS)) {
            var path = object.location().path().substring(runs.path().length()).split("/");
            if (path.length == 2 && path[1].equals(Outputs.RECEIPTS)) {
                composed.put(path[0], List.of(object));
            } else if (path.length == 3 && path[1].equals("parts") && path[2].startsWith("receipts-")) {
                parts.computeIfAbsent(path[0], run -> new ArrayList<>()).add(object);
            }
        }
        parts.putAll(composed);
        parts.remove(own.substring(runs.path().length(), own.length() - 1));
        return parts.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, ?> run) -> day(run.getKey()))
                        .reversed())
                .map(run -> new EarlierReceipts(run.getKey(), run.getValue()))
                .toList();
    }

    private static String day(String runId) {
        var day = DAY.matcher(runId);
        return day.find() ? day.group() : "";
    }
}
