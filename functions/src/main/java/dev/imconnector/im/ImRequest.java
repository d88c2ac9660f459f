package dev.imconnector.im;

/**
 * One request to the IM API.
 *
 * @param method {@code GET}, {@code POST}, {@code PUT} or {@code PATCH}
 * @param path what follows the API's base path, beginning with a slash, encoded, with its query
 * @param body JSON, or null for none
 * @param onlyOnce whether a failure is not retried
 */
record ImRequest(String method, String path, byte[] body, boolean onlyOnce) {

    static ImRequest get(String path) {
        return new ImRequest("GET", path, null, false);
    }

    static ImRequest post(String path, byte[] json) {
        return new ImRequest("POST", path, json, false);
    }

    ImRequest once() {
        return new ImRequest(method, path, body, true);
    }
}
