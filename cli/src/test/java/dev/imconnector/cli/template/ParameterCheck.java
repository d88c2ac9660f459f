package dev.imconnector.cli.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.stream.Stream;

/** Whether CloudFormation takes a value for a parameter: patterns match the whole value, or each of a list; bounds are inclusive. */
final class ParameterCheck {

    private ParameterCheck() {}

    static boolean accepts(JsonNode parameter, String value) {
        return parameter.path("Type").asText().equals("CommaDelimitedList")
                ? Stream.of(value.split(",", -1)).allMatch(each -> acceptsOne(parameter, each))
                : acceptsOne(parameter, value);
    }

    private static boolean acceptsOne(JsonNode parameter, String value) {
        if (parameter.has("AllowedValues") && !isAmong(parameter.path("AllowedValues"), value)) {
            return false;
        }
        if (parameter.path("Type").asText().equals("Number")) {
            var number = new BigDecimal(value);
            return !(parameter.has("MinValue")
                            && number.compareTo(parameter.path("MinValue").decimalValue()) < 0)
                    && !(parameter.has("MaxValue")
                            && number.compareTo(parameter.path("MaxValue").decimalValue()) > 0);
        }
        return value.length() >= parameter.path("MinLength").asInt(0)
                && value.length() <= parameter.path("MaxLength").asInt(4096)
                && (!parameter.has("AllowedPattern")
                        || value.matches(parameter.path("AllowedPattern").asText()));
    }

    private static boolean isAmong(JsonNode allowed, String value) {
        for (var one : allowed) {
            if (one.asText().equals(value)) {
                return true;
            }
        }
        return false;
    }
}
