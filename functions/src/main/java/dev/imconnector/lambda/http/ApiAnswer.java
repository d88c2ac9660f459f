package dev.imconnector.lambda.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One HTTP answer.
 *
 * @param status the status code
 * @param headers headers beside those that every answer has
 * @param body JSON
 */
public record ApiAnswer(int status, Map<String, String> headers, byte[] body) {

    public ApiAnswer {
        headers = Map.copyOf(headers);
    }

    /** @param json one JSON value in UTF-8 */
    public static ApiAnswer json(int status, byte[] json) {
        return new ApiAnswer(status, Map.of(), json);
    }

    /** @param body what becomes one JSON value */
    public static ApiAnswer of(int status, Object body) {
        return json(status, ApiJson.write(body));
    }

    /** @param value no line break; never text of the caller's */
    public ApiAnswer with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new ApiAnswer(status, more, body);
    }
}
