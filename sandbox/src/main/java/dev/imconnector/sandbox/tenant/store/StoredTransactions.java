package dev.imconnector.sandbox.tenant.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.sandbox.state.StoredCredit;
import dev.imconnector.sandbox.tenant.model.Amount;
import dev.imconnector.sandbox.tenant.model.Resources;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The sales transactions as credits, in the words of whoever pushed them. Safe for use by several threads. */
public final class StoredTransactions {

    private static final String ONE = "1 integer";

    private final TenantState state;
    private final Calendars calendars;

    public StoredTransactions(TenantState state) {
        this.state = state;
        this.calendars = new Calendars(state);
    }

    /** All of them, in the order in which they were stored. */
    public List<StoredCredit> all() {
        synchronized (state) {
            var rows = state.rows("salesTransactions");
            var credits = new ArrayList<StoredCredit>();
            for (int i = 0; i < rows.size(); i++) {
                credits.add(credit(i, rows.row(i)));
            }
            return credits;
        }
    }

    /** The one of lines 1 and 1 of an order. */
    public Optional<StoredCredit> find(String orderId) {
        synchronized (state) {
            return state.named(Resources.of("salesOrders"), orderId).stream()
                    .flatMap(order ->
                            state
                                    .named(
                                            Resources.of("salesTransactions"),
                                            order.get("salesOrderSeq").textValue())
                                    .stream())
                    .filter(row -> lines(row).isEmpty())
                    .findFirst()
                    .map(row -> credit(0, row));
        }
    }

    private StoredCredit credit(int number, ObjectNode row) {
        var value = Amount.of(row.get("value"));
        var date = row.get("compensationDate").textValue();
        var period = calendars
                .periodOf(LocalDate.parse(date))
                .map(found -> found.get("name").textValue());
        var key = state.latest("salesOrders", row.get("salesOrder").textValue())
                        .map(order -> order.get("orderId").textValue())
                        .orElse("")
                + lines(row);
        return new StoredCredit(
                number,
                key,
                row.at("/transactionAssignments/0/payeeId").asText(),
                date,
                value.value().toPlainString(),
                value.unit().unit(),
                period.orElse(""),
                row.toString(),
                row.has("credited") ? "PROCESSED" : "PENDING",
                state.timesSent(key));
    }

    private static String lines(ObjectNode row) {
        var line = Amount.of(row.get("lineNumber"));
        var subLine = Amount.of(row.get("subLineNumber"));
        return line.toString().equals(ONE) && subLine.toString().equals(ONE)
                ? ""
                : " " + line.value().toPlainString() + "/" + subLine.value().toPlainString();
    }
}
