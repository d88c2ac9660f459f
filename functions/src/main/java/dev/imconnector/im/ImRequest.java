package dev.imconnector.im;

/**
 * One request to the IM API.
 *
 * @param method {@code GET}, {@code POST}, {@code PUT}, {@code PATCH} or {@code DELETE}
 * @param path what follows the API's base path, beginning with a slash, encoded, with its query
 * @param body JSON, or null for none
 * @param onlyOnce whether a failure is not retried
 * @param repeatable whether it may be sent again although it may have been carried out
 */
public record ImRequest(String method, String path, byte[] body, boolean onlyOnce, boolean repeatable) {

    public static ImRequest get(String path) {
        return new ImRequest("GET", path, null, false, true);
    }

    public static ImRequest post(String path, byte[] json) {
        return new ImRequest("POST", path, json, false, true);
    }

    public static ImRequest put(String path, byte[] json) {
        return new ImRequest("PUT", path, json, false, true);
    }

    public static ImRequest patch(String path, byte[] json) {
        return new ImRequest("PATCH", path, json, false, true);
    }

    public static ImRequest delete(String path) {
        return new ImRequest("DELETE", path, null, false, true);
    }

    /** Whether it changes nothing, whatever becomes of it. */
    boolean isRead() {
        return method.equals("GET");
    }

    public ImRequest once() {
        return new ImRequest(method, path, body, true, repeatable);
    }

    /** For what has an effect each time: not even a connection that was lost is reason enough to send it again. */
    public ImRequest neverTwice() {
        return new ImRequest(method, path, body, true, false);
    }
}
