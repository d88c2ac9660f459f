package dev.imconnector.settings;

import java.util.Map;

/** A store of parameters, for settings that are changed without a deployment. Implementations are thread-safe. */
@FunctionalInterface
public interface ParameterSource {

    /**
     * Reads all parameters directly under a path.
     *
     * @param path begins with a slash and does not end with one
     * @return the values by name, the name being what follows the path and a slash
     * @throws ParameterSourceException when the store cannot be reached or refuses, after its own retries
     */
    Map<String, String> parameters(String path);
}
