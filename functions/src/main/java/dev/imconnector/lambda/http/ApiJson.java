package dev.imconnector.lambda.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.imconnector.problem.Problem;
import dev.imconnector.run.RunRecords;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reads JSON bodies strictly, and writes those of answers: a body that different programs read differently is refused, for
 * IM might read it differently too.
 */
public final class ApiJson {

    /** The deepest nesting of a body. */
    private static final int MAX_DEPTH = 16;

    /** The longest number, in characters; an amount has as many at most. */
    private static final int MAX_NUMBER = 255;

    /** What API Gateway puts in place of bytes that are not UTF-8 before it hands a body on as text. */
    private static final char REPLACEMENT = '\ufffd';

    private static final Pattern JSON_TYPE =
            Pattern.compile("application/(json|[a-z0-9.+-]+\\+json)\\s*(;\\s*charset=\"?utf-8\"?\\s*)?;?\\s*");

    private static final JsonFactory STRICT = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER)
                    .build())
            .build();

    private ApiJson() {}

    /** Reads a body token by token. */
    @FunctionalInterface
    public interface Reading<T> {
        T from(JsonParser json) throws IOException;
    }

    /**
     * Reads the body of a request.
     *
     * @param maxBytes the most bytes it may have
     * @throws ApiException 415 when it is declared as something else, 413 when it is too large, 400 when it is no JSON:
     *     missing, not UTF-8, too deep, with a name twice, with more behind its end
     */
    public static <T> T read(ApiRequest request, int maxBytes, Reading<T> reading) {
        requireJson(request);
        var body = request.body();
        if (body.length > maxBytes) {
            throw new ApiException(
                    413,
                    new Problem(
                            "BODY_TOO_LARGE",
                            "The body has " + body.length + " bytes: at most " + maxBytes + " are allowed",
                            "Send a smaller body"));
        }
        if (body.length == 0) {
            throw ApiException.badRequest("BODY_MISSING", "The request has no body", "Send a JSON object");
        }
        try (var json = STRICT.createParser(utf8(body))) {
            json.nextToken();
            var value = reading.from(json);
            if (json.nextToken() != null) {
                throw invalid("it continues after its end", json);
            }
            return value;
        } catch (JsonProcessingException e) {
            throw invalid(e);
        } catch (IOException e) {
            throw new IllegalStateException("A body in memory can be read", e);
        }
    }

    private static void requireJson(ApiRequest request) {
        var type = request.header("Content-Type").orElse("none").toLowerCase(Locale.ROOT);
        if (!JSON_TYPE.matcher(type).matches()) {
            throw unsupported("Content-Type must be application/json in UTF-8");
        }
        if (!request.header("Content-Encoding").orElse("identity").equalsIgnoreCase("identity")) {
            throw unsupported("Content-Encoding is not supported");
        }
    }

    private static ApiException unsupported(String what) {
        return new ApiException(
                415,
                new Problem(
                        "MEDIA_TYPE_UNSUPPORTED",
                        "The body cannot be read: " + what,
                        "Send Content-Type: application/json, and the body neither compressed nor in another charset"));
    }

    private static String utf8(byte[] body) {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            if (text.indexOf(REPLACEMENT) >= 0) {
                throw notUtf8();
            }
            return text;
        } catch (CharacterCodingException e) {
            throw notUtf8();
        }
    }

    private static ApiException notUtf8() {
        return ApiException.badRequest("BODY_INVALID", "The body is not valid UTF-8", "Send JSON in UTF-8");
    }

    /** The body is JSON and not what is expected there. */
    public static ApiException invalid(String what, JsonParser json) {
        return ApiException.badRequest(
                "BODY_INVALID",
                "The body cannot be used: " + what + " (at " + place(json.currentTokenLocation()) + ")",
                "See the API's OpenAPI document for its shape");
    }

    /** Says where, and of the parser's words only those that quote nothing. */
    private static ApiException invalid(JsonProcessingException e) {
        var words = e.getOriginalMessage() == null ? "" : e.getOriginalMessage();
        var why = words.startsWith("Duplicate field")
                ? "a name is there twice"
                : words.contains("nesting depth") ? "it is nested deeper than " + MAX_DEPTH : "it is not valid JSON";
        return ApiException.badRequest(
                "BODY_INVALID",
                "The body cannot be used: " + why
                        + (e.getLocation() == null ? "" : " (at " + place(e.getLocation()) + ")"),
                "Send one JSON object");
    }

    private static String place(JsonLocation location) {
        return "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    static byte[] write(Object value) {
        try {
            return RunRecords.json().writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An answer can always be written as JSON", e);
        }
    }
}
