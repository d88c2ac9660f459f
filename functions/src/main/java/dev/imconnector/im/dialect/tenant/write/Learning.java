package dev.imconnector.im.dialect.tenant.write;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.im.CallTimes;
import dev.imconnector.im.ImTransport;
import dev.imconnector.im.dialect.tenant.wire.Calls;
import dev.imconnector.im.dialect.tenant.wire.ExactJson;
import dev.imconnector.im.dialect.tenant.wire.FilterText;
import dev.imconnector.im.dialect.tenant.wire.Listing;
import dev.imconnector.im.dialect.tenant.wire.TenantPeriods;
import dev.imconnector.im.dialect.tenant.write.Learned.Span;
import dev.imconnector.problem.CleanText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads of a tenant what credits are checked and sent by: in five requests, and one more for each further hundred periods. */
final class Learning {

    private static final int MOST_SHOWN = 200;

    private final TransactionShape shape;
    private final Listing listing;

    Learning(TransactionShape shape, CallTimes times, ImTransport transport) {
        this.shape = shape;
        this.listing = new Listing(new Calls(transport, times));
    }

    Learned learn() throws InterruptedException {
        var eventType = shape.eventType()
                .orElseThrow(() -> TenantSetupException.missing(
                        "event-type",
                        "it is a part of the key of every transaction",
                        "Set it to the id of the event type that the plan's rules look for"));
        var eventTypeSeq = seq("event-type", "eventTypes", "dataTypeSeq", "eventTypeId", eventType);
        var calendar = calendar();
        return new Learned(eventTypeSeq, processingUnitSeq(), businessUnitSeq(), calendar, scales(), periods(calendar));
    }

    private Optional<String> processingUnitSeq() throws InterruptedException {
        return shape.processingUnit().isEmpty()
                ? Optional.empty()
                : Optional.of(seq(
                        "processing-unit",
                        "processingUnits",
                        "processingUnitSeq",
                        "name",
                        shape.processingUnit().get()));
    }

    private Optional<String> businessUnitSeq() throws InterruptedException {
        return shape.businessUnit().isEmpty() || !shape.references().needSeqs()
                ? Optional.empty()
                : Optional.of(seq(
                        "business-unit",
                        "businessUnits",
                        "businessUnitSeq",
                        "name",
                        shape.businessUnit().get()));
    }

    private String seq(String setting, String resource, String seqField, String nameField, String name)
            throws InterruptedException {
        if (!FilterText.isAddressable(name)) {
            throw TenantSetupException.unknown(setting, name, resource);
        }
        return listing.all(resource, seqField, FilterText.equal(nameField, name)).stream()
                .filter(row -> row.path(nameField).asText("").equals(name))
                .map(row -> row.path(seqField).asText(""))
                .filter(seq -> !seq.isEmpty())
                .findFirst()
                .orElseThrow(() -> TenantSetupException.unknown(setting, name, resource));
    }

    private String calendar() throws InterruptedException {
        var names = listing.all("calendars", "calendarSeq", "").stream()
                .map(row -> row.path("name").asText(""))
                .filter(name -> !name.isEmpty() && FilterText.isAddressable(name))
                .distinct()
                .toList();
        var wanted = shape.calendar();
        if (wanted.isPresent()) {
            return wanted.filter(names::contains)
                    .orElseThrow(() -> TenantSetupException.unknown("calendar", wanted.get(), "calendars"));
        }
        if (names.size() != 1) {
            throw TenantSetupException.missing(
                    "calendar",
                    "the tenant has " + names.size() + " calendars" + shown(names),
                    "Set it to the name of the one whose periods the credits' periodId means");
        }
        return names.get(0);
    }

    private static String shown(List<String> names) {
        return names.isEmpty()
                ? " that this client can see"
                : ": " + CleanText.of(names.stream().collect(Collectors.joining(", ")), MOST_SHOWN);
    }

    private Map<String, List<Span>> periods(String calendar) throws InterruptedException {
        var spans = new LinkedHashMap<String, List<Span>>();
        var rows = listing.all("periods", "periodSeq", FilterText.equal("calendar/name", calendar));
        TenantPeriods.of(rows)
                .all()
                .forEach(period -> spans.computeIfAbsent(period.name(), name -> new ArrayList<>())
                        .add(new Span(period.start(), period.end())));
        return spans;
    }

    private Map<String, Integer> scales() throws InterruptedException {
        var scales = new LinkedHashMap<String, Integer>();
        for (var row : listing.all("unitTypes", "unitTypeSeq", "")) {
            scale(row.path("scale"))
                    .ifPresent(scale -> scales.put(row.path("name").asText(""), scale));
        }
        if (!scales.containsKey(shape.lineUnitType())) {
            throw TenantSetupException.unknown("line-unit-type", shape.lineUnitType(), "unitTypes");
        }
        return scales;
    }

    private static Optional<Integer> scale(JsonNode scale) {
        return ExactJson.number(scale)
                .filter(number -> number.signum() >= 0 && number.compareTo(BigDecimal.TEN) <= 0)
                .map(BigDecimal::intValue);
    }
}
