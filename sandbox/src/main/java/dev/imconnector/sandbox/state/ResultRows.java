package dev.imconnector.sandbox.state;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/**
 * The calculated results: computed from the row's number, never stored, so that ten million cost nothing. Each has a
 * 17-digit id, an exact amount, and members that no client can know; some hold what clients get wrong: a 17-digit
 * number, trailing zeros, more digits than a double, quotes, line separators, nested objects, null.
 */
record ResultRows(int size) implements Rows {

    private static final int PERIODS = 12;
    private static final long FIRST_ID = 20_000_000_000_000_001L;
    private static final long FIRST_SEQUENCE = 70_368_744_177_664_001L;
    private static final String[] CURRENCIES = {"EUR", "USD", "GBP", "JPY"};
    private static final String[] NOTES = {
        "O'Brien, \"Q1\"", "Gr\u00f8n \u2028 \u20ac", "=1+1", "a\\b\tc", "\ud83d\ude00", ""
    };

    @Override
    public Object value(int row, String field) {
        return switch (field) {
            case "resultId" -> resultId(row);
            case "participantId" -> participantId(row);
            case "periodId" -> periodId(row);
            case "status" -> status(row);
            case "payoutAmount" -> payoutAmount(row);
            case "currencyCode" -> CURRENCIES[(int) (mixed(row) >>> 3 & 3)];
            case "calculatedDate" -> calculatedDate(row);
            default -> null;
        };
    }

    private static String resultId(int row) {
        return Long.toString(FIRST_ID + row);
    }

    private static String participantId(int row) {
        var digits = Integer.toString(10_000_000 + row / PERIODS + 1);
        return "P" + digits.substring(1);
    }

    private static String periodId(int row) {
        var month = row % PERIODS + 1;
        return month < 10 ? "2026-0" + month : "2026-" + month;
    }

    /** 8 of 10 are APPROVED. */
    private static String status(int row) {
        return switch ((int) Long.remainderUnsigned(mixed(row), 10)) {
            case 0 -> "PENDING";
            case 1 -> "REJECTED";
            default -> "APPROVED";
        };
    }

    private static BigDecimal payoutAmount(int row) {
        var mixed = mixed(row);
        if (row % 1_009 == 7) {
            return new BigDecimal("12345678901234567.8900").add(BigDecimal.valueOf(row));
        }
        if (row % 101 == 5) {
            return BigDecimal.valueOf(mixed % 1_000_000_000_000_000L, 13);
        }
        return BigDecimal.valueOf(Math.floorMod(mixed, 10_000_000L) - 250_000L, 2);
    }

    private static String calculatedDate(int row) {
        var day = row % 28 + 1;
        return periodId(row) + (day < 10 ? "-0" : "-") + day + "T04:15:00Z";
    }

    /** Spreads a number over all 64 bits (the finaliser of SplitMix64). */
    private static long mixed(long number) {
        var mixed = (number + 1) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }

    @Override
    public void write(int row, Set<String> select, JsonGenerator out) throws IOException {
        out.writeStartObject();
        for (var field : List.of("resultId", "participantId", "periodId", "status")) {
            writeText(row, field, select, out);
        }
        if (select == null || select.contains("payoutAmount")) {
            out.writeFieldName("payoutAmount");
            out.writeNumber(payoutAmount(row).toPlainString());
        }
        writeText(row, "currencyCode", select, out);
        writeText(row, "calculatedDate", select, out);
        if (select == null) {
            writeUnknown(row, out);
        }
        out.writeEndObject();
    }

    private void writeText(int row, String field, Set<String> select, JsonGenerator out) throws IOException {
        if (select == null || select.contains(field)) {
            out.writeStringField(field, (String) value(row, field));
        }
    }

    private static void writeUnknown(int row, JsonGenerator out) throws IOException {
        out.writeNumberField("resultSeq", FIRST_SEQUENCE + row);
        out.writeFieldName("attainment");
        out.writeNumber(row % 3 == 0 ? "1.10" : row % 3 == 1 ? "0.9000000000000000001" : "100");
        if (row % 5 == 0) {
            out.writeStringField("note", NOTES[row / 5 % NOTES.length]);
        }
        if (row % 7 == 0) {
            out.writeObjectFieldStart("tier");
            out.writeNumberField("level", row % 4);
            out.writeNullField("cap");
            out.writeEndObject();
        }
    }

    @Override
    public int find(String id) {
        if (!id.matches("2[0-9]{16}")) {
            return NONE;
        }
        var row = Long.parseLong(id) - FIRST_ID;
        return row >= 0 && row < size ? (int) row : NONE;
    }

    @Override
    public int find(String field, String text) {
        return field.equals("resultId") ? find(text) : NOT_INDEXED;
    }

    @Override
    public long version() {
        return 0;
    }

    @Override
    public boolean ascendBy(List<SortKey> keys) {
        if (keys.isEmpty() || keys.get(0).descending()) {
            return keys.isEmpty();
        }
        if (keys.get(0).field().equals("resultId")) {
            return true;
        }
        return keys.get(0).field().equals("participantId") && (keys.size() == 1 || ascendsWithin(keys.get(1)));
    }

    /** Whether the results of one participant ascend by this key, with no two equal. */
    private static boolean ascendsWithin(SortKey key) {
        return !key.descending()
                && (key.field().equals("periodId") || key.field().equals("resultId"));
    }

    @Override
    public boolean areUniqueBy(List<SortKey> keys) {
        var fields = SortKey.fieldsOf(keys);
        return fields.contains("resultId") || fields.containsAll(Set.of("participantId", "periodId"));
    }
}
