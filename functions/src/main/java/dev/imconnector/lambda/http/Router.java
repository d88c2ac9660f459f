package dev.imconnector.lambda.http;

import dev.imconnector.problem.CleanText;
import dev.imconnector.problem.Problem;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which request is answered by what. Immutable once built. */
public final class Router {

    private static final int MAX_SHOWN = 80;

    private final Map<String, Endpoint> endpoints = new LinkedHashMap<>();

    /** Answers the requests of one route. */
    @FunctionalInterface
    public interface Endpoint {

        /**
         * @throws dev.imconnector.problem.ProblemException why there is no other answer
         * @throws InterruptedException when the thread was interrupted
         */
        ApiAnswer answer(ApiRequest request) throws InterruptedException;
    }

    /** @param route method and path template, such as {@code PATCH /quotas/{id}} */
    public Router on(String route, Endpoint endpoint) {
        if (endpoints.put(route, endpoint) != null) {
            throw new IllegalArgumentException("Two endpoints for " + route);
        }
        return this;
    }

    /** @throws ApiException 404 when there is no such route */
    Endpoint find(String method, String route) {
        var endpoint = endpoints.get(method + " " + route);
        if (endpoint == null) {
            throw new ApiException(
                    404,
                    new Problem(
                            "ROUTE_UNKNOWN",
                            "There is no " + CleanText.of(method + " " + route, MAX_SHOWN) + " here",
                            "See the API's OpenAPI document for its routes"));
        }
        return endpoint;
    }
}
