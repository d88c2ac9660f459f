package dev.imconnector.im.dialect.tenant.write;

import dev.imconnector.im.dialect.tenant.wire.Calls;
import java.util.List;

/** Makes the orders that a batch lacks. */
final class OrderWrite extends SalesWrite {

    private final TransactionBody body;

    OrderWrite(SalesBatch batch, TenantCredits dialect, Calls calls) {
        super("salesOrders", "salesOrderSeq", batch, dialect.care(), calls);
        this.body = dialect.body();
    }

    @Override
    boolean isWanted(Sale sale) {
        return sale.isOpen() && !sale.hasOrder();
    }

    @Override
    byte[] body(List<Sale> wanted) {
        return body.orders(wanted);
    }

    @Override
    boolean isOf(Element made, Sale sale) {
        return made.row().path("orderId").asText("").equals(sale.ref());
    }

    @Override
    void made(Sale sale, Element element) {
        sale.order(element.seq());
    }

    @Override
    String reason(Element element) {
        return "the order: " + element.words();
    }

    @Override
    void lookAfterAnswer(List<Sale> unsure) throws InterruptedException {
        batch().lookForOrders(unsure);
    }

    /** A transaction of such an order is not of this write, so it was there before. */
    @Override
    void lookAfterLoss(List<Sale> lost) throws InterruptedException {
        batch().lookForOrders(lost);
    }

    /** An order without a transaction pays nothing: a second one does no harm. */
    @Override
    void giveUp(Sale lost) {
        // It is sent again, or stays without a verdict: who has sent the batch asks again.
    }
}
