package dev.imconnector.sandbox.tenant;

import dev.imconnector.sandbox.http.Route;
import dev.imconnector.sandbox.tenant.model.Family;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A path below one of the two REST roots: {@code /v2/<resource>}, {@code …(<seq>)}, {@code …(<seq>)/versions},
 * {@code /v2/pipelines/resetfromvalidate}; or one of the two of a hyperscaler's own service for pipelines.
 *
 * @param seq the object's seq, or null for all of them
 * @param versions whether its versions are meant
 * @param reset whether it is the one pipeline with a path of its own
 * @param service the path within the service for pipelines, or null
 */
record TenantPath(Family family, String resource, String seq, boolean versions, boolean reset, String service) {

    static final String TOKEN_PATH = "/oauth2/token";
    private static final Pattern FORM =
            Pattern.compile("/v2/(?<resource>[A-Za-z]+)(?:\\((?<seq>[^()]+)\\)(?<versions>/versions)?)?");
    private static final String SERVICE = "/cng-pipeline";
    private static final String RUNS = "/odata/PipelineRuns";
    private static final String SUBMIT = "/pipeline/submitJob";
    private static final String RESET = "/v2/pipelines/resetfromvalidate";

    /** @param rawPath still percent-encoded */
    static Optional<TenantPath> of(String rawPath) {
        if (rawPath.equals(SERVICE + RUNS) || rawPath.equals(SERVICE + SUBMIT)) {
            var service = rawPath.substring(SERVICE.length());
            return Optional.of(new TenantPath(Family.HYPERSCALER, "pipelines", null, false, false, service));
        }
        for (var family : Family.values()) {
            if (rawPath.startsWith(family.root() + "/")) {
                return below(
                        family, Route.decoded(rawPath.substring(family.root().length())));
            }
        }
        return Optional.empty();
    }

    private static Optional<TenantPath> below(Family family, String path) {
        if (path.equals(RESET)) {
            return Optional.of(new TenantPath(family, "pipelines", null, false, true, null));
        }
        var matcher = FORM.matcher(path);
        if (!matcher.matches() || !Route.RESOURCES.contains(matcher.group("resource"))) {
            return Optional.empty();
        }
        return Optional.of(new TenantPath(
                family,
                matcher.group("resource"),
                matcher.group("seq"),
                matcher.group("versions") != null,
                false,
                null));
    }

    Route.Kind kind(String method) {
        if (service != null) {
            return method.equals("GET") && service.equals(RUNS)
                    ? Route.Kind.LIST
                    : method.equals("POST") && service.equals(SUBMIT) ? Route.Kind.CREATE : Route.Kind.WRONG_METHOD;
        }
        return switch (method) {
            case "GET" -> reset ? Route.Kind.WRONG_METHOD : seq == null ? Route.Kind.LIST : Route.Kind.ONE;
            case "POST" -> seq == null || versions ? Route.Kind.CREATE : Route.Kind.WRONG_METHOD;
            case "PUT" -> (seq == null || versions) && !reset ? Route.Kind.REPLACE : Route.Kind.WRONG_METHOD;
            case "DELETE" -> seq == null ? Route.Kind.WRONG_METHOD : Route.Kind.REMOVE;
            default -> Route.Kind.WRONG_METHOD;
        };
    }

    /** How the report counts it, the same in both families. */
    String label(String method) {
        if (service != null) {
            return method + " " + SERVICE + service;
        }
        return method + " /" + resource + (seq == null ? "" : "({seq})") + (versions ? "/versions" : "")
                + (reset ? "/resetfromvalidate" : "");
    }
}
