package dev.imconnector.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One route of the API.
 *
 * @param method in upper case
 * @param path its template, such as {@code /quotas/{id}}
 * @param operation as the OpenAPI document has it
 * @param integration what answers it
 */
record ApiRoute(String method, String path, JsonNode operation, JsonNode integration) {

    /** @param parameters what stands for the template's names, as it was sent */
    record Match(ApiRoute route, Map<String, String> parameters) {}

    Optional<Match> match(String otherMethod, String rawPath) {
        var wanted = path.split("/", -1);
        var given = rawPath.split("/", -1);
        if (!method.equals(otherMethod) || wanted.length != given.length) {
            return Optional.empty();
        }
        var parameters = new TreeMap<String, String>();
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i].startsWith("{") && !given[i].isEmpty()) {
                parameters.put(wanted[i].substring(1, wanted[i].length() - 1), given[i]);
            } else if (!wanted[i].equals(given[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(new Match(this, parameters));
    }

    /** The logical id of the function that answers it, or empty when it is not a function. */
    Optional<String> function() {
        return integration.findValues("Fn::GetAtt").stream()
                .map(attribute -> attribute.get(0).asText())
                .filter(id -> id.endsWith("Function"))
                .findFirst();
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
