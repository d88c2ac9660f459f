package dev.imconnector.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.Consumer;

/** The environment variables of a deployed function; each change makes it start anew. */
final class FunctionEnvironment {

    private final AwsCalls calls;
    private final String path;

    /** @param function its physical name */
    FunctionEnvironment(AwsCalls calls, String function) {
        this.calls = calls;
        this.path = "/2015-03-31/functions/" + function + "/configuration";
    }

    JsonNode now() {
        return calls.rest("lambda", "GET", path, Map.of()).path("Environment");
    }

    /** Takes other variables until what is run ends, whether that ends well or not. */
    void during(Consumer<ObjectNode> change, Run run) throws Exception {
        var before = now();
        var other = before.deepCopy();
        change.accept((ObjectNode) other.path("Variables"));
        put(other);
        try {
            run.run();
        } finally {
            put(before);
        }
    }

    /** Whatever is done meanwhile. */
    @FunctionalInterface
    interface Run {
        void run() throws Exception;
    }

    private void put(JsonNode environment) {
        calls.rest("lambda", "PUT", path, Map.of("Environment", environment));
        Application.await(
                "the function's new configuration",
                () -> calls.rest("lambda", "GET", path, Map.of()),
                all -> all.path("LastUpdateStatus").asText().equals("Successful"));
    }
}
