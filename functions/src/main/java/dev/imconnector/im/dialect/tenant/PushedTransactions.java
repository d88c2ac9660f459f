package dev.imconnector.im.dialect.tenant;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.imconnector.im.Entity;
import dev.imconnector.im.QueryException;
import dev.imconnector.im.dialect.ImRows;
import dev.imconnector.im.dialect.PushedCredit;
import dev.imconnector.im.dialect.PushedCredits;
import dev.imconnector.im.dialect.tenant.wire.FilterText;
import dev.imconnector.im.dialect.tenant.wire.Reference;
import dev.imconnector.im.dialect.tenant.wire.TenantPeriod;
import dev.imconnector.im.dialect.tenant.wire.TenantPeriods;
import dev.imconnector.problem.Problem;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What was pushed is shown as sales transactions. The credits of a tenant are what its pipelines make of them, and no
 * witness of what was sent.
 */
final class PushedTransactions implements PushedCredits {

    private static final JsonFactory JSON = new JsonFactory();
    private static final BigDecimal ONE = BigDecimal.ONE;

    private final TenantReadOptions options;

    PushedTransactions(TenantReadOptions options) {
        this.options = options;
    }

    @Override
    public Entity entity() {
        return Entity.SALES_TRANSACTIONS;
    }

    /** All: whether a selection and what is shown of references go together nobody outside has seen. */
    @Override
    public List<String> fields() {
        return List.of();
    }

    /** Transactions have a date and no period, so those of the periods' days are asked for. */
    @Override
    public String filter(Collection<String> periods, ImRows rows) throws InterruptedException {
        var all = TenantPeriods.read(options.calendar(), rows);
        var days = periods.stream()
                .map(name -> only(name, all.named(name)))
                .flatMap(Optional::stream)
                .map(period ->
                        "(compensationDate ge " + period.start() + " and compensationDate lt " + period.end() + ")")
                .distinct()
                .collect(Collectors.joining(" or "));
        if (days.isEmpty()) {
            throw new QueryException(new Problem(
                    "PERIOD_UNKNOWN",
                    "IM's calendar has none of the periods " + String.join(", ", periods),
                    "Set calendar to the name of the calendar that has the credits' periods"));
        }
        return options.eventType()
                .map(type -> FilterText.equal("eventType/eventTypeId", type) + " and (" + days + ")")
                .orElse(days);
    }

    /** Empty for a period that IM does not have: no credit of it was taken. */
    private static Optional<TenantPeriod> only(String name, List<TenantPeriod> found) {
        if (found.stream()
                        .map(period -> period.start() + " " + period.end())
                        .distinct()
                        .count()
                > 1) {
            throw new QueryException(new Problem(
                    "PERIOD_AMBIGUOUS",
                    "The period " + name + " covers other days in "
                            + found.get(0).calendar() + " than in "
                            + found.get(1).calendar(),
                    "Set calendar to the name of the one that has the credits' periods"));
        }
        return found.stream().findFirst();
    }

    @Override
    public PushedCredit read(String row) throws IOException {
        var read = new Row();
        try (var json = JSON.createParser(row)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                var field = json.currentName();
                json.nextToken();
                read.see(field, json);
            }
        }
        return read.credit();
    }

    /** What a row shows. */
    private final class Row {

        private String orderId = "";
        private String lines = "";
        private Optional<TenantAmount> value = Optional.empty();
        private PushedCredit.Standing standing = PushedCredit.Standing.TAKEN;
        private String status = "";

        void see(String field, JsonParser json) throws IOException {
            switch (field) {
                case "salesOrder" ->
                    orderId = Reference.read(json)
                            .flatMap(each -> each.field("orderId"))
                            .orElse("");
                case "lineNumber", "subLineNumber" -> line(field, TenantAmount.read(json));
                case "value" -> value = TenantAmount.read(json);
                case "isPurged" -> stands(json, JsonToken.VALUE_TRUE, PushedCredit.Standing.REVERSED, "purged");
                case "isRunnable" ->
                    stands(json, JsonToken.VALUE_FALSE, PushedCredit.Standing.IN_ERROR, "not runnable");
                default -> json.skipChildren();
            }
        }

        /** A transaction of other lines than 1 and 1 is not one of ours, and has a name of its own. */
        private void line(String field, Optional<TenantAmount> number) {
            if (number.isPresent() && new BigDecimal(number.get().digits()).compareTo(ONE) != 0) {
                lines += " (" + field + " " + number.get().digits() + ")";
            }
        }

        private void stands(JsonParser json, JsonToken when, PushedCredit.Standing so, String word) throws IOException {
            if (json.currentToken() == when && standing != PushedCredit.Standing.REVERSED) {
                standing = so;
                status = word;
            }
            json.skipChildren();
        }

        PushedCredit credit() {
            return new PushedCredit(
                    orderId.isEmpty() ? "" : orderId + lines,
                    value.map(each -> new BigDecimal(each.digits())).orElse(null),
                    value.map(TenantAmount::unit).orElse(""),
                    status,
                    standing);
        }
    }
}
