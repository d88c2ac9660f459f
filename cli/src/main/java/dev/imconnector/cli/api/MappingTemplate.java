package dev.imconnector.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.imconnector.run.RunRecords;
import java.io.StringWriter;
import java.util.Map;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.app.VelocityEngine;

/** A mapping template of API Gateway, run by the language's own engine. */
final class MappingTemplate {

    private static final ObjectMapper JSON = RunRecords.json();
    private static final VelocityEngine ENGINE = engine();

    private final String text;

    /** @param template a text, or one in a {@code Fn::Sub} */
    MappingTemplate(JsonNode template, Map<String, String> resources) {
        var isSub = template.has("Fn::Sub");
        var raw = isSub ? template.get("Fn::Sub").asText() : template.asText();
        for (var resource : resources.entrySet()) {
            raw = raw.replace("${" + resource.getKey() + "}", resource.getValue());
        }
        this.text = isSub ? raw.replace("${!", "${") : raw;
    }

    private static VelocityEngine engine() {
        var engine = new VelocityEngine();
        engine.setProperty("runtime.log.log_invalid_references", false);
        engine.init();
        return engine;
    }

    /**
     * Runs the template.
     *
     * @param body what is mapped
     * @param context {@code $context}
     */
    String render(JsonNode body, Map<String, Object> context) {
        var velocity = new VelocityContext();
        velocity.put("input", new Input(body));
        velocity.put("util", new Util());
        velocity.put("context", context);
        var out = new StringWriter();
        ENGINE.evaluate(velocity, out, "mapping", text);
        return out.toString();
    }

    /** {@code $input}. Public for the engine, which calls it by reflection. */
    public static final class Input {

        private final JsonNode body;

        Input(JsonNode body) {
            this.body = body;
        }

        /** {@code $}, or {@code $.field}. */
        public Object path(String path) {
            var found = path.equals("$") ? body : body.path(path.substring("$.".length()));
            return found.isMissingNode() ? "" : JSON.convertValue(found, Object.class);
        }
    }

    /** {@code $util}. Public for the engine, which calls it by reflection. */
    public static final class Util {

        public String escapeJavaScript(String text) {
            return text.replace("\\", "\\\\")
                    .replace("\"", "\\\"")
                    .replace("'", "\\'")
                    .replace("/", "\\/");
        }
    }
}
