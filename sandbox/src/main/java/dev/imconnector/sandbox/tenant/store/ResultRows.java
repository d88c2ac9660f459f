package dev.imconnector.sandbox.tenant.store;

import static dev.imconnector.sandbox.tenant.store.SampleTenant.seq;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.sandbox.http.Json;
import dev.imconnector.sandbox.tenant.model.Amount;
import dev.imconnector.sandbox.tenant.model.Field;
import dev.imconnector.sandbox.tenant.model.FieldKind;
import dev.imconnector.sandbox.tenant.model.Resource;
import dev.imconnector.sandbox.tenant.model.UnitType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * What pipelines have calculated: computed from the row's number, never stored, so that ten million cost nothing. Each
 * participant has a row in each month of 2026; two of ten have only a trial run, and are not settled.
 */
final class ResultRows implements RowSource {

    private static final int MONTHS = 12;
    private static final int FIRST_MONTH_OF_2026 = 2 * 17 + 2;
    private static final UnitType[] CURRENCIES = {UnitType.EUR, UnitType.USD, UnitType.GBP, UnitType.JPY};
    private static final String RUN_DATE = "2026-02-02T09:12:30Z";
    private static final String POST_DATE = "2026-02-03T09:01:10Z";

    private final Resource resource;
    private final IntSupplier size;
    private final int participants;

    /** @param participants how many there are; at least 1 when there are rows */
    ResultRows(Resource resource, IntSupplier size, int participants) {
        this.resource = resource;
        this.size = size;
        this.participants = participants;
    }

    @Override
    public Resource resource() {
        return resource;
    }

    @Override
    public int size() {
        return size.getAsInt();
    }

    @Override
    public ObjectNode row(int index) {
        var row = Json.MAPPER.createObjectNode();
        row.put(resource.seqField(), resource.seq(index));
        for (var field : resource.fields().values()) {
            fill(row, field, index);
        }
        return row;
    }

    private void fill(ObjectNode row, Field field, int index) {
        if (field.kind() == FieldKind.AMOUNT && !field.name().startsWith("generic")) {
            row.set(field.name(), amount(field.name(), index).toJson());
            return;
        }
        var payee = index / MONTHS % participants;
        switch (field.name()) {
            case "payee", "participant" -> row.put(field.name(), seq("participants", payee));
            case "position" -> row.put("position", seq("positions", payee));
            case "period" -> row.put("period", period(index % MONTHS));
            case "processingUnit" -> row.put("processingUnit", seq("processingUnits", 0));
            case "businessUnits" -> row.putArray("businessUnits").add(seq("businessUnits", (payee + 1) % 3));
            case "earningGroupId" -> row.put("earningGroupId", "Default");
            case "earningCodeId" -> row.put("earningCodeId", index % 3 == 0 ? "Bonus" : "Commission");
            case "incentive", "credit" -> row.put(field.name(), seq(field.target(), index));
            default -> fillRest(row, field.name(), index);
        }
    }

    private void fillRest(ObjectNode row, String field, int index) {
        switch (field) {
            case "name" -> row.put("name", resource.objectType() + " " + index);
            case "originTypeId" -> row.put("originTypeId", "calculated");
            case "entryNumber", "etag" -> row.put(field, "1");
            case "balanceStatusId" -> row.put(field, "unapplied");
            case "isActive" -> row.put(field, true);
            case "isHeld" -> row.put(field, false);
            case "depositDate" -> row.put(field, "2026-02-01");
            case "pipelineRun", "trialPipelineRun" -> row.put(field, seq("pipelines", 0));
            case "pipelineRunDate", "trialPipelineRunDate" -> row.put(field, RUN_DATE);
            case "postPipelineRun" -> put(row, field, seq("pipelines", 1), isPosted(index));
            case "postPipelineRunDate" -> put(row, field, POST_DATE, isPosted(index));
            case "genericAttribute1" -> put(row, field, "\u20ac, \"quoted\" =1+1", index % 5 == 0);
            default -> {
                // not every field of a row has a value
            }
        }
    }

    private static void put(ObjectNode row, String field, String value, boolean there) {
        if (there) {
            row.put(field, value);
        }
    }

    /** The months of a year come after it and after their quarters: year, Q1, 01, 02, 03, Q2, 04, … */
    private static String period(int month) {
        return seq("periods", FIRST_MONTH_OF_2026 + month + month / 3);
    }

    private static boolean isPosted(int index) {
        return Long.remainderUnsigned(mixed(index), 10) > 1;
    }

    private static Amount amount(String field, int index) {
        var currency = CURRENCIES[(int) (mixed(index) >>> 3 & 3)];
        return switch (field) {
            case "numberOfCredits", "entryNumber" -> new Amount(BigDecimal.valueOf(index % 7 + 1L), UnitType.INTEGER);
            case "attainment", "rateValue" -> new Amount(BigDecimal.valueOf(mixed(index) >>> 50, 4), UnitType.PERCENT);
            default -> new Amount(value(index), currency);
        };
    }

    private static BigDecimal value(int index) {
        var mixed = mixed(index);
        if (index % 1_009 == 7) {
            return new BigDecimal("123456789012345.12").subtract(BigDecimal.valueOf(index));
        }
        return index % 101 == 5
                ? BigDecimal.valueOf(mixed % 1_000_000_000_000_000L, 10)
                : BigDecimal.valueOf(Math.floorMod(mixed, 10_000_000L) - 250_000L, 2);
    }

    /** Spreads a number over all 64 bits (the finaliser of SplitMix64). */
    private static long mixed(long number) {
        var mixed = (number + 1) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }

    @Override
    public List<ObjectNode> versionsOf(String seq) {
        var number = resource.numberOf(seq);
        return number < 0 || number >= size() ? List.of() : List.of(row((int) number));
    }

    @Override
    public Optional<List<ObjectNode>> indexed(String field, String text) {
        return field.equals(resource.seqField()) ? Optional.of(versionsOf(text)) : Optional.empty();
    }

    @Override
    public long version() {
        return size();
    }
}
