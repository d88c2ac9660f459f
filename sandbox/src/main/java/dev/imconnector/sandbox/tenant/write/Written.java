package dev.imconnector.sandbox.tenant.write;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.sandbox.http.Json;

/**
 * What became of one element.
 *
 * @param row the row as it is kept now, or null when the element failed
 * @param failure the failed element as it is answered, or null
 */
record Written(ObjectNode row, ObjectNode failure, Outcome outcome) {

    enum Outcome {
        DONE,
        UNCHANGED,
        KEY_EXISTS,
        FAILED
    }

    static Written done(ObjectNode row) {
        return new Written(row, null, Outcome.DONE);
    }

    static Written unchanged(ObjectNode row) {
        return new Written(row, null, Outcome.UNCHANGED);
    }

    static Written failed(ObjectNode failure) {
        return new Written(null, failure, Outcome.FAILED);
    }

    static Written failed(ErrorCode code, String message) {
        return failed(error(code.says(message)));
    }

    /** @param code as the switch {@code key-exists-code} says */
    static Written keyExists(String code, String message) {
        return new Written(null, error(ErrorCode.says(code, message)), Outcome.KEY_EXISTS);
    }

    private static ObjectNode error(String text) {
        return Json.MAPPER.createObjectNode().put("_ERROR_", text);
    }

    boolean isGood() {
        return failure == null;
    }
}
