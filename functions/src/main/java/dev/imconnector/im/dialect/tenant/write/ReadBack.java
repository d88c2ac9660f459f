package dev.imconnector.im.dialect.tenant.write;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.im.ImRefusedException;
import dev.imconnector.im.dialect.PageLink;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Looks up which orders and transactions of a batch IM has: all that a writer reads, by the writer's own credentials. What it
 * cannot read whole is an error, never "not there".
 */
final class ReadBack {

    /** So many keys in a filter, and so many characters of one, if it is not one key alone. */
    private static final int MOST_KEYS = 50;

    private static final int MOST_CHARACTERS = 4_000;

    private final Listing listing;
    private final TransactionShape shape;
    private final Learned learned;

    ReadBack(Listing listing, TransactionShape shape, Learned learned) {
        this.listing = listing;
        this.shape = shape;
        this.learned = learned;
    }

    /** Gives those whose order IM has all orders of exactly their id. */
    void orders(List<Sale> sales) throws InterruptedException {
        var byRef = new HashMap<String, Sale>();
        sales.forEach(sale -> byRef.put(sale.ref(), sale));
        for (var filter : filters(sales, sale -> List.of(FilterText.equal("orderId", sale.ref())))) {
            for (var row : listing.all("salesOrders", "salesOrderSeq", filter)) {
                var sale = byRef.get(row.path("orderId").asText(""));
                if (sale != null) {
                    sale.order(required(row, "salesOrders", "salesOrderSeq"));
                }
            }
        }
    }

    /**
     * The transactions of our key that IM has.
     *
     * @param sales each with an order
     * @return by sourceRef; none for those of which there is none
     */
    Map<String, List<JsonNode>> transactions(List<Sale> sales) throws InterruptedException {
        var byOrder = new HashMap<String, Sale>();
        sales.forEach(sale -> sale.orderSeqs().forEach(seq -> byOrder.put(seq, sale)));
        var found = new HashMap<String, List<JsonNode>>();
        for (var filter : filters(sales, ReadBack::ofItsOrders)) {
            for (var row : listing.all("salesTransactions", "salesTransactionSeq", filter)) {
                var sale = saleOf(row, byOrder, sales);
                if (sale != null && isOfOurKey(row)) {
                    required(row, "salesTransactions", "salesTransactionSeq");
                    found.computeIfAbsent(sale.ref(), ref -> new ArrayList<>()).add(row);
                }
            }
        }
        return found;
    }

    private static List<String> ofItsOrders(Sale sale) {
        return sale.orderSeqs().stream().map(seq -> "salesOrder eq " + seq).toList();
    }

    private static Sale saleOf(JsonNode row, Map<String, Sale> byOrder, List<Sale> sales) {
        var order = Reference.of(row.path("salesOrder"), "salesOrderSeq", "orderId");
        if (!order.seq().isEmpty()) {
            return byOrder.get(order.seq());
        }
        if (order.name().isEmpty()) {
            throw unreadable("salesTransactions", "salesOrder");
        }
        return sales.stream()
                .filter(sale -> sale.ref().equals(order.name()))
                .findFirst()
                .orElse(null);
    }

    /** Whether it is of line 1, subline 1 and our event type: the key that is never another's. */
    private boolean isOfOurKey(JsonNode row) {
        var eventType = Reference.of(row.path("eventType"), "dataTypeSeq", "eventTypeId");
        if (eventType.seq().isEmpty() && eventType.name().isEmpty()) {
            throw unreadable("salesTransactions", "eventType");
        }
        return isOne(row, "lineNumber")
                && isOne(row, "subLineNumber")
                && eventType.isOf(learned.eventTypeSeq(), shape.eventType().orElseThrow());
    }

    private static boolean isOne(JsonNode row, String field) {
        return ExactJson.number(row.path(field).path("value"))
                        .orElseThrow(() -> unreadable("salesTransactions", field))
                        .compareTo(BigDecimal.ONE)
                == 0;
    }

    /** Whether the answer to a write is of that sale, and shows its whole key. */
    boolean isOf(JsonNode row, Sale sale) {
        return Reference.of(row.path("salesOrder"), "salesOrderSeq", "orderId").isOf(sale.orderSeq(), sale.ref())
                && Reference.of(row.path("eventType"), "dataTypeSeq", "eventTypeId")
                        .isOf(learned.eventTypeSeq(), shape.eventType().orElseThrow())
                && shows(row, "lineNumber")
                && shows(row, "subLineNumber");
    }

    private static boolean shows(JsonNode row, String field) {
        return ExactJson.number(row.path(field).path("value"))
                .filter(number -> number.compareTo(BigDecimal.ONE) == 0)
                .isPresent();
    }

    private static String required(JsonNode row, String resource, String field) {
        var text = row.path(field).asText("");
        if (text.isEmpty()) {
            throw unreadable(resource, field);
        }
        return text;
    }

    private static ImRefusedException unreadable(String resource, String field) {
        return new ImRefusedException(
                "GET " + resource,
                200,
                "a row without a " + field + " that can be read, so that nobody knows what is there");
    }

    /** The alternatives of each sale, joined by "or" into filters of a bearable length. */
    private static List<String> filters(List<Sale> sales, Function<Sale, List<String>> alternatives) {
        var filters = new ArrayList<String>();
        var filter = new StringBuilder();
        var keys = 0;
        var characters = 0;
        for (var sale : sales) {
            for (var alternative : alternatives.apply(sale)) {
                var length = PageLink.encode(alternative).length()
                        + PageLink.encode(" or ").length();
                if (keys > 0 && (keys == MOST_KEYS || characters + length > MOST_CHARACTERS)) {
                    filters.add(filter.toString());
                    filter.setLength(0);
                    keys = 0;
                    characters = 0;
                }
                filter.append(keys == 0 ? "" : " or ").append(alternative);
                keys++;
                characters += length;
            }
        }
        if (keys > 0) {
            filters.add(filter.toString());
        }
        return filters;
    }
}
