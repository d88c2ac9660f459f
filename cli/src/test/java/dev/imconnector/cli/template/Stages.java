package dev.imconnector.cli.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** The stages of samconfig.toml: by name, the template's parameters that each sets. */
final class Stages {

    /** What stands where a person must decide. */
    static final String FILL_IN = "FILL-IN";

    private static final Map<String, String> DECIDED = Map.of(
            "ImTokenUrl", "https://login.example.com/oauth/token",
            "ImApiUrl", "https://im.example.com/api",
            "TimeZone", "Europe/Berlin",
            "AlertsEmail", "nights@example.com");

    private Stages() {}

    /** The parameters of each stage once somebody has decided. */
    static Map<String, Map<String, String>> decided() {
        var stages = ofTheRepository();
        stages.values()
                .forEach(parameters ->
                        parameters.replaceAll((name, value) -> value.equals(FILL_IN) ? DECIDED.get(name) : value));
        return stages;
    }

    static JsonNode samconfig() {
        try {
            return new TomlMapper().readTree(Repository.text(Repository.file("samconfig.toml")));
        } catch (JsonProcessingException e) {
            throw new AssertionError("samconfig.toml is no TOML: " + e.getOriginalMessage(), e);
        }
    }

    static Map<String, Map<String, String>> ofTheRepository() {
        var stages = new TreeMap<String, Map<String, String>>();
        samconfig().properties().forEach(stage -> {
            if (stage.getValue().isObject()) {
                var overrides = stage.getValue().at("/deploy/parameters/parameter_overrides");
                var parameters = new HashMap<String, String>();
                overrides.forEach(override -> {
                    // SAM wants quotes around what is empty or holds blanks.
                    var parts = override.asText().split("=", 2);
                    parameters.put(parts[0], parts[1].replaceFirst("^\"(.*)\"$", "$1"));
                });
                stages.put(stage.getKey(), parameters);
            }
        });
        return stages;
    }
}
