package dev.imconnector.cli.api;

/** What API Gateway answers without asking anybody, with the status that it gives unless told otherwise. */
enum GatewayError {
    ACCESS_DENIED(403, "Only programs of this machine are answered, by a name of it, and no web pages"),
    BAD_REQUEST_BODY(400, "Invalid request body"),
    BAD_REQUEST_PARAMETERS(400, "The query cannot be read"),
    MISSING_AUTHENTICATION_TOKEN(403, "Missing Authentication Token"),
    REQUEST_TOO_LARGE(413, "Request Too Long"),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported Media Type"),
    THROTTLED(429, "Too many pushes are under way: wait for one to end"),
    INTEGRATION_FAILURE(504, "Internal server error");

    private final int status;
    private final String message;

    GatewayError(int status, String message) {
        this.status = status;
        this.message = message;
    }

    int status() {
        return status;
    }

    String message() {
        return message;
    }
}
