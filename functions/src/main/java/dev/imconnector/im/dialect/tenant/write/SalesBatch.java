package dev.imconnector.im.dialect.tenant.write;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.im.dialect.CreditVerdict;
import java.util.List;

/** The credits of one batch, and what IM is found to have of them. For one use. */
final class SalesBatch {

    private final List<Sale> sales;
    private final Content content;
    private final ReadBack readBack;

    SalesBatch(List<Sale> sales, Content content, ReadBack readBack) {
        this.sales = sales;
        this.content = content;
        this.readBack = readBack;
    }

    List<Sale> sales() {
        return sales;
    }

    /** Looks for the orders of some, and for the transactions that these orders have. */
    void lookForOrders(List<Sale> some) throws InterruptedException {
        readBack.orders(some);
        lookForTransactions(some.stream().filter(Sale::hasOrder).toList(), CreditVerdict.Kind.ALREADY_PRESENT);
    }

    /**
     * Settles those of which a transaction is there.
     *
     * @param some each with an order
     * @param kind what it means that it is there
     */
    void lookForTransactions(List<Sale> some, CreditVerdict.Kind kind) throws InterruptedException {
        var found = readBack.transactions(some);
        some.forEach(sale -> settle(sale, found.getOrDefault(sale.ref(), List.of()), kind));
    }

    private void settle(Sale sale, List<JsonNode> rows, CreditVerdict.Kind kind) {
        if (rows.isEmpty()) {
            return;
        }
        var seq = rows.get(0).path(TransactionWrite.SEQ).asText();
        if (rows.size() > 1) {
            sale.rejected(
                    "TWICE_IN_IM",
                    "IM has " + rows.size() + " transactions of the order '" + sale.ref()
                            + "', lines 1 and 1, and pays them all: delete all but one of them there (seqs from "
                            + seq + ")");
            return;
        }
        var difference = content.difference(rows.get(0), sale.credit());
        if (difference.isPresent()) {
            sale.rejected(
                    "CONTENT_DIFFERS",
                    "IM has the order '" + sale.ref() + "' with other content: " + difference.get()
                            + ". Nothing was changed: reverse what is there, and push what is right under a new sourceRef");
        } else {
            sale.there(kind, seq);
        }
    }

    /** Whether the answer to a write is of that sale, and shows its whole key. */
    boolean isTransactionOf(Element element, Sale sale) {
        return readBack.isOf(element.row(), sale);
    }
}
