package dev.imconnector.lambda;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.imconnector.problem.CleanText;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;

/**
 * The event of a run, field by field. A null counts as absent; a field that is not known is an error, for a misspelt
 * {@code dryRun} would otherwise send.
 */
final class RunEvent {

    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build()
            .reader();

    /** The most bytes of an event: Lambda's own limit for synchronous calls. */
    private static final int MAX_BYTES = 6 * 1024 * 1024;

    private static final int MAX_TEXT = 2_048;
    private static final int MAX_SHOWN = 80;

    /** A business date is days before or after it, and has four digits for its year. */
    private static final int FIRST_YEAR = 1970;

    private static final int LAST_YEAR = 9998;

    private final JsonNode fields;

    private RunEvent(JsonNode fields) {
        this.fields = fields;
    }

    /**
     * Reads an event.
     *
     * @param known the fields it may have
     * @throws EventException when it is no JSON object with no other fields than these
     * @throws IOException when the stream fails
     */
    static RunEvent read(InputStream in, Set<String> known) throws IOException {
        var bytes = in.readNBytes(MAX_BYTES);
        JsonNode fields;
        try {
            fields = JSON.readTree(bytes);
        } catch (IOException e) {
            throw EventException.because("it is not a JSON object", "Send a JSON object such as {}");
        }
        if (!fields.isObject()) {
            throw EventException.because("it is not a JSON object", "Send a JSON object such as {}");
        }
        var unknown = new ArrayList<String>();
        fields.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                unknown.add(name);
            }
        });
        if (!unknown.isEmpty()) {
            throw EventException.because(
                    "it has the unknown field '" + CleanText.of(unknown.get(0), 80) + "'",
                    "Use only the fields "
                            + String.join(", ", known.stream().sorted().toList()));
        }
        return new RunEvent(fields);
    }

    /** @throws EventException when it is not a string, or longer than 2,048 characters */
    Optional<String> text(String name) {
        return present(name).map(value -> {
            if (!value.isTextual() || value.textValue().length() > MAX_TEXT) {
                throw EventException.because(
                        "its field " + name + " is not a string of at most " + MAX_TEXT + " characters",
                        "Write " + name + " as a JSON string, or leave it out");
            }
            return value.textValue();
        });
    }

    /** @throws EventException when it is neither true nor false */
    boolean flag(String name) {
        return present(name)
                .map(value -> {
                    if (!value.isBoolean()) {
                        throw EventException.because(
                                "its field " + name + " is neither true nor false",
                                "Write " + name + " as true or false, without quotes, or leave it out");
                    }
                    return value.booleanValue();
                })
                .orElse(false);
    }

    /** @throws EventException when it is not an ISO date-time with offset, from 1970 to 9998 */
    Optional<Instant> instant(String name) {
        return text(name).map(text -> {
            try {
                var time = OffsetDateTime.parse(text);
                if (time.getYear() >= FIRST_YEAR && time.getYear() <= LAST_YEAR) {
                    return time.toInstant();
                }
            } catch (DateTimeException e) {
                // Said below: Java's words are for programmers.
            }
            throw EventException.because(
                    "its field " + name + " is '" + CleanText.of(text, MAX_SHOWN)
                            + "', which is not a date and time with offset, from 1970 to 9998",
                    "Write it as 2026-03-01T04:15:00Z, as the scheduler does");
        });
    }

    private Optional<JsonNode> present(String name) {
        return Optional.ofNullable(fields.get(name)).filter(value -> !value.isNull());
    }
}
