package dev.imconnector.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.store.Location;

/** What must hold for every run record that is stored, at the moment when it is. */
final class Records {

    private Records() {}

    static String summary(JsonNode record) {
        return "%s: read %d, created %d, present %d, rejected %d, failed %d%s%s"
                .formatted(
                        record.path("status").asText(),
                        record.path("read").asLong(),
                        record.path("created").asLong(),
                        record.path("alreadyPresent").asLong(),
                        record.path("rejected").asLong(),
                        record.path("failed").asLong(),
                        record.path("error").isObject()
                                ? ", " + record.path("error").path("code").asText() + " "
                                        + record.path("error").path("message").asText()
                                : "",
                        record.path("resumeAfterSeconds").isNumber()
                                ? ", again after "
                                        + record.path("resumeAfterSeconds").asLong() + " s"
                                : "");
    }

    static boolean hasEnded(JsonNode record) {
        var status = record.path("status").asText();
        return status.equals("COMPLETED") || status.equals("FAILED");
    }

    static void check(World world, JsonNode record) {
        if (record.path("error").path("code").asText().equals("INTERNAL_ERROR")) {
            world.violated("Every error is one that the connector knows", summary(record));
        }
        world.deployment.check(record);
        world.errand.check(record);
    }

    /** Of a push. */
    static void counts(World world, JsonNode record) {
        var read = record.path("read").asLong();
        var sum = record.path("created").asLong()
                + record.path("alreadyPresent").asLong()
                + record.path("rejected").asLong()
                + record.path("failed").asLong()
                + record.path("toSend").asLong();
        if (read != sum) {
            world.violated("read = created + alreadyPresent + rejected + failed", summary(record));
        }
        totals(world, record);
    }

    private static void totals(World world, JsonNode record) {
        long counted = 0;
        for (var total : record.path("totals")) {
            counted += total.path("count").asLong();
        }
        if (counted != record.path("read").asLong()) {
            world.violated("The totals are those of the records read", counted + " in the totals; " + summary(record));
        }
    }

    static void named(World world, JsonNode record, String output) {
        var named = record.path(output);
        if (named.isTextual() && world.disk.content(named.asText()).isEmpty()) {
            world.violated("What a record names is there", output + " of " + summary(record));
        }
    }

    static void unnamed(World world, JsonNode record, String output, String file) {
        var at = Location.parse(world.history.kind().record()).resolve(file).toString();
        if (!record.path(output).asText().equals(at) && world.disk.content(at).isPresent()) {
            world.violated("An earlier end's output is gone", file + " beside " + summary(record));
        }
    }
}
