package dev.imconnector.im.dialect.tenant.write;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.im.dialect.tenant.write.Learned.Span;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The days of periods. Whether an end date is a period's last day or the first one after it is told by the periods that
 * follow each other: some begin on such an end date, or the day after. Where they tell nothing, that one day is in no period,
 * because a reject is seen and money in another period is not.
 */
final class PeriodSpans {

    private record Row(String name, LocalDate start, LocalDate end) {}

    private PeriodSpans() {}

    /** @param rows periods as IM shows them; what has no name or dates is none */
    static Map<String, List<Span>> of(List<JsonNode> rows) {
        var read = rows.stream().flatMap(row -> row(row).stream()).toList();
        var endIsLastDay = endIsLastDay(read);
        var spans = new LinkedHashMap<String, List<Span>>();
        for (var row : read) {
            var end = endIsLastDay ? row.end().plusDays(1) : row.end();
            spans.computeIfAbsent(row.name(), name -> new ArrayList<>()).add(new Span(row.start(), end));
        }
        return spans;
    }

    private static boolean endIsLastDay(List<Row> rows) {
        var starts = rows.stream().map(Row::start).collect(Collectors.toSet());
        return rows.stream().noneMatch(row -> starts.contains(row.end()))
                && rows.stream().anyMatch(row -> starts.contains(row.end().plusDays(1)));
    }

    private static Optional<Row> row(JsonNode row) {
        var name = row.path("name").asText("");
        var start = day(row.path("startDate"));
        var end = day(row.path("endDate"));
        return name.isEmpty() || start.isEmpty() || end.isEmpty()
                ? Optional.empty()
                : Optional.of(new Row(name, start.get(), end.get()));
    }

    private static Optional<LocalDate> day(JsonNode date) {
        try {
            return Optional.of(ExactJson.day(date))
                    .filter(day -> !day.isEmpty())
                    .map(LocalDate::parse);
        } catch (DateTimeException e) {
            // A period whose days nobody can tell is none: credits of it are rejected, by its name.
            return Optional.empty();
        }
    }
}
