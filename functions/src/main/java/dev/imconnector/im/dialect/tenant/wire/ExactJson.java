package dev.imconnector.im.dialect.tenant.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.imconnector.http.HttpAnswer;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Optional;

/** JSON with every digit, and with nothing behind its end. */
public final class ExactJson {

    public static final JsonMapper MAPPER = JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNumberLength(1_000)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final int LONGEST_NUMBER = 60;

    private ExactJson() {}

    /** The whole body, or empty when it is cut off or no JSON. */
    public static Optional<JsonNode> read(HttpAnswer answer) {
        try {
            var node = MAPPER.readTree(answer.body());
            return node == null || node.isMissingNode() ? Optional.empty() : Optional.of(node);
        } catch (IOException e) {
            // Nothing in it can be relied on; the caller asks again, or looks what became of it.
            return Optional.empty();
        }
    }

    public static JsonNode read(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What was written here is JSON", e);
        }
    }

    /** The number of an amount, which may come as a text; empty when it cannot be an amount of money. */
    public static Optional<BigDecimal> number(JsonNode value) {
        if (value.isNumber()) {
            return Optional.of(value.decimalValue()).filter(ExactJson::isBearable);
        }
        var text = value.asText("");
        return value.isTextual() && text.length() <= LONGEST_NUMBER && text.matches("-?[0-9]+(\\.[0-9]+)?")
                ? Optional.of(new BigDecimal(text))
                : Optional.empty();
    }

    /** Whether it can be written out: an exponent of nine digits would fill the memory with noughts. */
    private static boolean isBearable(BigDecimal number) {
        return Math.abs((long) number.scale()) <= LONGEST_NUMBER && number.precision() <= LONGEST_NUMBER;
    }

    /** The day of a date as it is written, never by way of another zone; empty when there is none. */
    public static String day(JsonNode date) {
        var text = date.asText("");
        return date.isTextual() && text.length() >= 10 ? text.substring(0, 10) : "";
    }
}
