package dev.imconnector.im.dialect.tenant.write;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.im.ImRefusedException;
import dev.imconnector.im.dialect.PageLink;
import dev.imconnector.im.dialect.tenant.wire.ExactJson;
import dev.imconnector.im.dialect.tenant.wire.FilterText;
import dev.imconnector.im.dialect.tenant.wire.Listing;
import dev.imconnector.im.dialect.tenant.wire.Reference;
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

    private static final String SALES_ORDER = "salesOrder";
    private static final String ORDER_SEQ = "salesOrderSeq";
    private static final String ORDER_ID = "orderId";
    private static final String EVENT_TYPE = "eventType";
    private static final String TYPE_SEQ = "dataTypeSeq";
    private static final String TYPE_ID = "eventTypeId";

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
        var order = Reference.of(row.path(SALES_ORDER));
        var seq = order.flatMap(each -> each.seq(ORDER_SEQ));
        if (seq.isPresent()) {
            return byOrder.get(seq.get());
        }
        var orderId = order.flatMap(each -> each.field(ORDER_ID))
                .orElseThrow(() -> unreadable("salesTransactions", SALES_ORDER));
        return sales.stream()
                .filter(sale -> sale.ref().equals(orderId))
                .findFirst()
                .orElse(null);
    }

    /** Whether it is of line 1, subline 1 and our event type: the key that is never another's. */
    private boolean isOfOurKey(JsonNode row) {
        var eventType = Reference.of(row.path(EVENT_TYPE))
                .filter(each ->
                        each.seq(TYPE_SEQ).isPresent() || each.field(TYPE_ID).isPresent())
                .orElseThrow(() -> unreadable("salesTransactions", EVENT_TYPE));
        return isOne(row, "lineNumber") && isOne(row, "subLineNumber") && isOurs(eventType);
    }

    private boolean isOurs(Reference eventType) {
        return eventType.isOf(
                TYPE_SEQ, learned.eventTypeSeq(), TYPE_ID, shape.eventType().orElseThrow());
    }

    private static boolean isOne(JsonNode row, String field) {
        return ExactJson.number(row.path(field).path("value"))
                        .orElseThrow(() -> unreadable("salesTransactions", field))
                        .compareTo(BigDecimal.ONE)
                == 0;
    }

    /** Whether the answer to a write is of that sale, and shows its whole key. */
    boolean isOf(JsonNode row, Sale sale) {
        return Reference.of(row.path(SALES_ORDER))
                        .filter(order -> order.isOf(ORDER_SEQ, sale.orderSeq(), ORDER_ID, sale.ref()))
                        .isPresent()
                && Reference.of(row.path(EVENT_TYPE)).filter(this::isOurs).isPresent()
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
                "a row without a " + field + " that can be read, so that the connector cannot tell what IM has");
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
