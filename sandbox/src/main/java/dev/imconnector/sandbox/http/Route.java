package dev.imconnector.sandbox.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * What a request asks for.
 *
 * @param kind the operation
 * @param entity the entity's name in the path, or null
 * @param rawId the entity's id, still percent-encoded, or null
 * @param label how the report counts it, such as {@code POST /credits/batch} or {@code GET /quotas/{id}}
 */
public record Route(Kind kind, String entity, String rawId, String label) {

    public static final String TOKEN_PATH = "/oauth/token";
    public static final String API_PATH = "/successfactors/im";
    public static final List<String> ENTITIES =
            List.of("participants", "comp-plans", "results", "quotas", "credits", "pipeline-runs");

    /** What a tenant calls its entities; each has its own path in both families. */
    public static final List<String> RESOURCES = List.of(
            "appliedDeposits",
            "balances",
            "businessUnits",
            "calendars",
            "commissions",
            "creditTypes",
            "credits",
            "deposits",
            "earningCodes",
            "earningGroups",
            "eventTypes",
            "incentives",
            "measurements",
            "messages",
            "participants",
            "paymentSummarys",
            "payments",
            "periodTypes",
            "periods",
            "pipelines",
            "plans",
            "positionGroups",
            "positions",
            "primaryMeasurements",
            "processingUnits",
            "quotas",
            "reasons",
            "salesOrders",
            "salesTransactions",
            "secondaryMeasurements",
            "titles",
            "unitTypes");

    private static final Set<String> CREATABLE = Set.of("credits", "pipeline-runs");

    public enum Kind {
        TOKEN,
        LIST,
        ONE,
        BATCH,
        CREATE,
        REPLACE,
        CHANGE,
        REMOVE,
        WRONG_METHOD,
        UNKNOWN
    }

    public static Route of(String method, String rawPath) {
        if (rawPath.equals(TOKEN_PATH)) {
            var kind = method.equals("POST") ? Kind.TOKEN : Kind.WRONG_METHOD;
            return new Route(kind, null, null, method + " " + TOKEN_PATH);
        }
        if (!rawPath.startsWith(API_PATH + "/")) {
            return unknown(method);
        }
        var segments = rawPath.substring(API_PATH.length() + 1).split("/", -1);
        var entity = segments[0];
        if (!ENTITIES.contains(entity) || segments.length > 2 || segments[segments.length - 1].isEmpty()) {
            return unknown(method);
        }
        return segments.length == 1 ? collection(method, entity) : single(method, entity, segments[1]);
    }

    private static Route unknown(String method) {
        return new Route(Kind.UNKNOWN, null, null, method + " (unknown)");
    }

    private static Route collection(String method, String entity) {
        var label = method + " /" + entity;
        if (method.equals("GET")) {
            return new Route(Kind.LIST, entity, null, label);
        }
        var creates = method.equals("POST") && CREATABLE.contains(entity);
        return new Route(creates ? Kind.CREATE : Kind.WRONG_METHOD, entity, null, label);
    }

    private static Route single(String method, String entity, String rawId) {
        if (entity.equals("credits") && rawId.equals("batch")) {
            var kind = method.equals("POST") ? Kind.BATCH : Kind.WRONG_METHOD;
            return new Route(kind, entity, null, method + " /credits/batch");
        }
        var kind = switch (method) {
            case "GET" -> Kind.ONE;
            case "PUT" -> entity.equals("quotas") ? Kind.REPLACE : Kind.WRONG_METHOD;
            case "PATCH" -> entity.equals("quotas") || entity.equals("participants") ? Kind.CHANGE : Kind.WRONG_METHOD;
            default -> Kind.WRONG_METHOD;
        };
        return new Route(kind, entity, rawId, method + " /" + entity + "/{id}");
    }

    /** A path segment's own text; unlike in a form, a plus is a plus. */
    public static String decoded(String rawSegment) {
        try {
            return URLDecoder.decode(rawSegment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new RequestRefusedException(400, "The path is not percent-encoded properly: " + e.getMessage());
        }
    }

    /** @throws RequestRefusedException when it is not encoded properly */
    public String id() {
        return decoded(rawId);
    }

    public boolean isRead() {
        return kind == Kind.LIST || kind == Kind.ONE;
    }

    public boolean isWrite() {
        return kind == Kind.BATCH
                || kind == Kind.CREATE
                || kind == Kind.REPLACE
                || kind == Kind.CHANGE
                || kind == Kind.REMOVE;
    }

    /** The scope that a token needs for it. */
    public String scope() {
        return isRead() ? "im.read" : "im.write";
    }
}
