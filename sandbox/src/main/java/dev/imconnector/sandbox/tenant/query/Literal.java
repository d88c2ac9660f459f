package dev.imconnector.sandbox.tenant.query;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.sandbox.tenant.model.Amount;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a filter compares a field with. */
sealed interface Literal {

    /** @param kept what the row keeps there */
    boolean matches(JsonNode kept, Operator operator);

    /** The one text that matches {@code eq}, for an index; empty when there may be several. */
    default Optional<String> exactText() {
        return Optional.empty();
    }

    /** A text without wildcards, or a seq. */
    record Text(String text) implements Literal {
        @Override
        public boolean matches(JsonNode kept, Operator operator) {
            return operator.holds(kept.asText().compareTo(text));
        }

        @Override
        public Optional<String> exactText() {
            return Optional.of(text);
        }
    }

    /** A text in which each {@code *} stands for any characters; for eq and ne. */
    record Wildcard(Pattern pattern) implements Literal {
        static Wildcard of(String text) {
            var regex = Arrays.stream(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
            return new Wildcard(Pattern.compile(regex, Pattern.DOTALL));
        }

        @Override
        public boolean matches(JsonNode kept, Operator operator) {
            return pattern.matcher(kept.asText()).matches() == (operator == Operator.EQ);
        }
    }

    /** A number with its unit; amounts of other units match {@code ne} only. */
    record Number(Amount amount) implements Literal {
        @Override
        public boolean matches(JsonNode kept, Operator operator) {
            var other = Amount.of(kept);
            return other.unit() == amount.unit()
                    ? operator.holds(other.value().compareTo(amount.value()))
                    : operator == Operator.NE;
        }
    }

    /** A whole number. */
    record Whole(long number) implements Literal {
        @Override
        public boolean matches(JsonNode kept, Operator operator) {
            return operator.holds(Long.compare(kept.longValue(), number));
        }
    }

    /** A moment. */
    record Moment(Instant instant) implements Literal {
        @Override
        public boolean matches(JsonNode kept, Operator operator) {
            return operator.holds(Instant.parse(kept.textValue()).compareTo(instant));
        }
    }

    /** True or false; for eq and ne. */
    record Flag(boolean value) implements Literal {
        @Override
        public boolean matches(JsonNode kept, Operator operator) {
            return operator.holds(Boolean.compare(kept.booleanValue(), value));
        }
    }
}
