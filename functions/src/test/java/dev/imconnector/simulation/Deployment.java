package dev.imconnector.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which settings whoever is called from now on has, and what a version before or after this one would have stored: a run goes on
 * as it has begun, whatever is deployed meanwhile.
 */
final class Deployment {

    private static final String NEWER = "ofANewerVersion";

    /** What versions before had not yet, each of which may be missing as long as it says nothing. */
    private static final List<String> YOUNG = List.of(
            "learned", "presentInIm", "firstsNotInIm", "quietUntil", "repeats", "hadRepeats", "mostRows", "topIsTotal");

    private static final List<String> YOUNG_PINS = List.of("plausibility", "guardsRejects", "transaction");

    private final World world;
    private boolean isAnother;
    private boolean isMarked;
    private JsonNode shape;

    Deployment(World world) {
        this.world = world;
    }

    /** Another version is deployed, or that one is rolled back. */
    void roll() {
        isAnother = !isAnother;
        var record = world.record();
        if (record != null && record.isObject()) {
            var other = ((ObjectNode) record).deepCopy();
            rewrite(other);
            isMarked = true;
            world.disk.put(world.history.kind().record(), Tenant.utf8(other.toString()));
        }
    }

    /** @return whether there was anything to roll back */
    boolean rollBack() {
        var was = isAnother;
        isAnother = false;
        return was;
    }

    private static void rewrite(ObjectNode record) {
        record.putObject(NEWER).put("says", "something");
        if (record.path("checkpoint") instanceof ObjectNode checkpoint) {
            checkpoint.put(NEWER, 1);
            without(checkpoint, YOUNG);
            if (checkpoint.path("pins") instanceof ObjectNode pins) {
                without(pins, YOUNG_PINS);
            }
        }
    }

    private static void without(ObjectNode from, List<String> names) {
        for (var name : names) {
            var value = from.path(name);
            if (value.isNull() || value.isContainerNode() && value.isEmpty() || isNothing(value)) {
                from.remove(name);
            }
        }
    }

    private static boolean isNothing(JsonNode value) {
        return value.isBoolean() && !value.booleanValue() || value.isNumber() && value.asLong() == 0;
    }

    /** The environment of whoever is called now. */
    Map<String, String> environment(Map<String, String> usual) {
        if (!isAnother) {
            return usual;
        }
        var manner = world.history.manner();
        var all = new TreeMap<>(usual);
        all.put("IM_BATCH_SIZE", Integer.toString(manner.batchSize() % 8 + 1));
        all.put("IM_PAGE_SIZE", Integer.toString(manner.batchSize() % 8 + 1));
        all.put("IM_MAX_IN_FLIGHT", Integer.toString(5 - manner.maxInFlight()));
        all.put("IM_REQUESTS_PER_MINUTE", Integer.toString(manner.limit() == 0 ? 40 : manner.limit() - 1));
        // Its columns are in none of these files: a run that begins with it ends without having sent anything.
        all.put("IM_REJECT_THRESHOLD_PERCENT", "10");
        all.put("IM_CREDIT_MAPPING", Export.OTHER_MAPPING_AT);
        return all;
    }

    /** Whether a run began with the other settings: once they are rolled back, it may begin anew. */
    boolean isOfAnother(JsonNode record) {
        return record.path("checkpoint")
                .path("pins")
                .path("creditMapping")
                .asText()
                .equals(Export.OTHER_MAPPING_AT);
    }

    /** What shapes a run stays from when it may have sent something; and what another version has written stays. */
    void check(JsonNode record) {
        if (isMarked && !record.has(NEWER)) {
            world.violated("What a newer version keeps in a record stays there", Records.summary(record));
        }
        var checkpoint = record.path("checkpoint");
        if (!checkpoint.path("sending").asBoolean()) {
            shape = null;
            return;
        }
        var now = Tenant.JSON
                .createArrayNode()
                .add(checkpoint.path("pins").path("batchSize"))
                .add(checkpoint.path("pins").path("rejectThresholdPercent"))
                .add(checkpoint.path("pins").path("creditMapping"))
                .add(checkpoint.path("mapping"))
                .add(record.path("input"));
        if (shape != null && !shape.equals(now)) {
            world.violated("What shapes a run stays as it was when the run began", now + " after " + shape);
        }
        shape = now;
    }
}
