package dev.imconnector.sandbox.tenant.write;

import dev.imconnector.sandbox.http.OneLine;

/** The codes of failed elements. All but the last were seen in clients of real tenants. */
enum ErrorCode {
    VALUE_REQUIRED("TCMP_1002"),
    NOT_FOUND("TCMP_09007"),
    EFFECTIVE_RANGE_INVALID("TCMP_09022"),
    STILL_REFERENCED("TCMP_35001"),
    /** The sandbox's own code where the real one is unknown. */
    NOT_ALLOWED("TCMP_90001");

    private final String code;

    ErrorCode(String code) {
        this.code = code;
    }

    String says(String message) {
        return says(code, message);
    }

    static String says(String code, String message) {
        return code + ":E: " + OneLine.of(message);
    }
}
