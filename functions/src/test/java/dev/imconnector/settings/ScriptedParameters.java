package dev.imconnector.settings;

import dev.imconnector.problem.Problem;
import java.util.HashMap;
import java.util.Map;

/** Parameters in memory; counts its reads, and fails when told to. */
final class ScriptedParameters implements ParameterSource {

    final Map<String, String> values = new HashMap<>();
    boolean fails;
    int reads;
    String path;

    @Override
    public Map<String, String> parameters(String asked) {
        reads++;
        path = asked;
        if (fails) {
            throw new ParameterSourceException(
                    new Problem("SETTINGS_UNREACHABLE", "No answer from the parameter store", "Look at its health"),
                    true,
                    null);
        }
        return Map.copyOf(values);
    }
}
