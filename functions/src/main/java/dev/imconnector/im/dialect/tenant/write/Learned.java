package dev.imconnector.im.dialect.tenant.write;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.im.dialect.tenant.wire.ExactJson;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What of IM's own data credits are checked and sent by. Immutable; kept as JSON of our own.
 *
 * @param eventTypeSeq of the event type of the settings
 * @param processingUnitSeq of the processing unit of the settings, or empty
 * @param businessUnitSeq of the business unit of the settings, or empty where it is named
 * @param calendar the name of the calendar, for messages
 * @param scales of each unit type by its name, how many decimals it has
 * @param periods of the calendar, by name
 */
record Learned(
        String eventTypeSeq,
        Optional<String> processingUnitSeq,
        Optional<String> businessUnitSeq,
        String calendar,
        Map<String, Integer> scales,
        Map<String, List<Span>> periods) {

    /**
     * The days of a period.
     *
     * @param first the first one
     * @param end the first one after it
     */
    record Span(LocalDate first, LocalDate end) {

        boolean has(LocalDate day) {
            return !day.isBefore(first) && day.isBefore(end);
        }

        @Override
        public String toString() {
            return first + " to " + end.minusDays(1);
        }
    }

    static Learned of(String text) {
        var json = ExactJson.read(text);
        var scales = new LinkedHashMap<String, Integer>();
        json.path("scales")
                .properties()
                .forEach(each -> scales.put(each.getKey(), each.getValue().intValue()));
        var periods = new LinkedHashMap<String, List<Span>>();
        json.path("periods")
                .forEach(each -> periods.computeIfAbsent(text(each, 0), name -> new ArrayList<>())
                        .add(new Span(LocalDate.parse(text(each, 1)), LocalDate.parse(text(each, 2)))));
        return new Learned(
                json.path("eventTypeSeq").asText(),
                Optional.ofNullable(json.path("processingUnitSeq").textValue()),
                Optional.ofNullable(json.path("businessUnitSeq").textValue()),
                json.path("calendar").asText(),
                scales,
                periods);
    }

    private static String text(JsonNode array, int index) {
        return array.path(index).asText();
    }

    String toText() {
        var json = ExactJson.MAPPER.createObjectNode();
        json.put("eventTypeSeq", eventTypeSeq);
        processingUnitSeq.ifPresent(seq -> json.put("processingUnitSeq", seq));
        businessUnitSeq.ifPresent(seq -> json.put("businessUnitSeq", seq));
        json.put("calendar", calendar);
        var allScales = json.putObject("scales");
        scales.forEach(allScales::put);
        var allPeriods = json.putArray("periods");
        periods.forEach((name, spans) -> spans.forEach(span -> allPeriods
                .addArray()
                .add(name)
                .add(span.first().toString())
                .add(span.end().toString())));
        return json.toString();
    }
}
