package dev.imconnector.sandbox.tenant.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.imconnector.sandbox.http.Json;
import dev.imconnector.sandbox.switches.LiveSwitches;
import dev.imconnector.sandbox.switches.TenantReadSwitches;
import dev.imconnector.sandbox.tenant.model.Field;
import dev.imconnector.sandbox.tenant.model.Resource;
import dev.imconnector.sandbox.tenant.store.TenantState;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Shows rows as they go over the wire. */
public final class RowView {

    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxx");
    private static final DateTimeFormatter COLON_OFFSET = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx");

    private final LiveSwitches switches;
    private final ReferenceView references;

    public RowView(LiveSwitches switches, TenantState state) {
        this.switches = switches;
        this.references = new ReferenceView(state);
    }

    /** A row as a JSON object of its own; fields without a value are left out. */
    public ObjectNode of(Resource resource, ObjectNode row, Shown shown) {
        var json = Json.MAPPER.createObjectNode();
        for (var field : resource.fields().values()) {
            var kept = row.get(field.name());
            if (kept != null && shown.shows(field.name())) {
                var value = value(resource, field, kept, shown);
                if (value != null) {
                    json.set(field.name(), value);
                }
            }
        }
        return json;
    }

    private JsonNode value(Resource resource, Field field, JsonNode kept, Shown shown) {
        var expanded = shown.expands(field.name());
        return switch (field.kind()) {
            case DATE -> TextNode.valueOf(day(shownDay(resource, field, kept.textValue())));
            case TIMESTAMP -> TextNode.valueOf(moment(kept.textValue()));
            case REFERENCE -> expanded ? references.of(field, kept.textValue(), shown.references()) : kept;
            case REFERENCES -> expanded ? references.all(field, kept, shown.references()) : kept;
            case ADDRESS -> expanded ? kept.get("address") : kept.get("seq");
            case ASSIGNMENTS -> expanded ? assignments(kept) : null;
            case TEXTS -> expanded ? kept : null;
            default -> kept;
        };
    }

    private LocalDate shownDay(Resource resource, Field field, String kept) {
        var day = LocalDate.parse(kept);
        var isEnd = resource.name().equals("periods") && field.name().equals("endDate");
        return isEnd && switches.get(TenantReadSwitches.PERIOD_END) == TenantReadSwitches.PeriodEnd.LAST_DAY
                ? day.minusDays(1)
                : day;
    }

    private String day(LocalDate day) {
        return switches.get(TenantReadSwitches.DATE_FORM) == TenantReadSwitches.DateForm.DATE
                ? day.toString()
                : day.atStartOfDay(zone()).format(form());
    }

    private String moment(String instant) {
        return Instant.parse(instant).atZone(zone()).format(form());
    }

    private ZoneId zone() {
        return switches.get(TenantReadSwitches.TENANT_ZONE);
    }

    private DateTimeFormatter form() {
        return switches.get(TenantReadSwitches.DATE_FORM) == TenantReadSwitches.DateForm.COLON_OFFSET
                ? COLON_OFFSET
                : OFFSET;
    }

    private ArrayNode assignments(JsonNode kept) {
        var shown = Json.MAPPER.createArrayNode();
        for (var each : kept) {
            var assignment = ((ObjectNode) each).deepCopy();
            each.properties().forEach(entry -> {
                if (entry.getKey().endsWith("Date") || entry.getKey().startsWith("genericDate")) {
                    assignment.put(
                            entry.getKey(), day(LocalDate.parse(entry.getValue().textValue())));
                }
            });
            shown.add(assignment);
        }
        return shown;
    }
}
