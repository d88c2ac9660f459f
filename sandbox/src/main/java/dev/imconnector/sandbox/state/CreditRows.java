package dev.imconnector.sandbox.state;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/** The credits as rows. @param size how many there were when the read began; later ones are not seen */
record CreditRows(CreditBook book, int size, long version) implements Rows {

    private static final List<String> PLACES =
            List.of("sourceRef", "participantId", "transactionDate", "amount", "currencyCode", "periodId");

    @Override
    public Object value(int row, String field) {
        return switch (field) {
            case "creditId" -> StoredCredit.idOf(row);
            case "status" -> book.statusOf(row);
            case "amount" -> new BigDecimal(book.field(row, PLACES.indexOf(field)));
            default -> book.field(row, PLACES.indexOf(field));
        };
    }

    @Override
    public void write(int row, Set<String> select, JsonGenerator out) throws IOException {
        var credit = book.credit(row);
        out.writeStartObject();
        writeText("creditId", credit.creditId(), select, out);
        writeText("sourceRef", credit.sourceRef(), select, out);
        writeText("participantId", credit.participantId(), select, out);
        writeText("transactionDate", credit.transactionDate(), select, out);
        if (select == null || select.contains("amount")) {
            out.writeFieldName("amount");
            out.writeNumber(credit.amount());
        }
        writeText("currencyCode", credit.currencyCode(), select, out);
        writeText("periodId", credit.periodId(), select, out);
        writeText("status", credit.status(), select, out);
        if (select == null && !credit.extras().isEmpty()) {
            SentMembers.writeMembers(out, credit.extras());
        }
        out.writeEndObject();
    }

    private static void writeText(String field, String value, Set<String> select, JsonGenerator out)
            throws IOException {
        if (select == null || select.contains(field)) {
            out.writeStringField(field, value);
        }
    }

    @Override
    public int find(String id) {
        var number = StoredCredit.numberOf(id);
        return number >= 0 && number < size ? number : NONE;
    }

    @Override
    public int find(String field, String text) {
        return switch (field) {
            case "creditId" -> find(text);
            case "sourceRef" ->
                book.find(text)
                        .map(StoredCredit::number)
                        .filter(number -> number < size)
                        .orElse(NONE);
            default -> NOT_INDEXED;
        };
    }

    @Override
    public boolean ascendBy(List<SortKey> keys) {
        return keys.isEmpty()
                || !keys.get(0).descending() && keys.get(0).field().equals("creditId");
    }

    @Override
    public boolean areUniqueBy(List<SortKey> keys) {
        var fields = SortKey.fieldsOf(keys);
        return fields.contains("creditId") || fields.contains("sourceRef");
    }
}
