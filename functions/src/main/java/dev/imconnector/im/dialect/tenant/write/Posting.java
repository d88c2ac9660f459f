package dev.imconnector.im.dialect.tenant.write;

import dev.imconnector.im.dialect.BatchResponse;
import dev.imconnector.im.dialect.tenant.wire.Calls;
import java.util.List;

/**
 * One batch on its way: orders first, then their transactions. Nothing is sent of which it is not known that it is not there:
 * by a look before, by an order that was made a moment ago, or, after a lost answer, by waiting and looking. For one use.
 */
final class Posting {

    private static final int MOST_SENDS = 3;

    private final SalesBatch batch;
    private final TenantCredits dialect;
    private final Calls calls;
    private final int mostSends;

    Posting(List<Sale> sales, TenantCredits dialect, Calls calls, boolean once) {
        this.batch = new SalesBatch(sales, dialect.content(), dialect.readBack(calls));
        this.dialect = dialect;
        this.calls = calls;
        this.mostSends = once ? 1 : MOST_SENDS;
    }

    BatchResponse post() throws InterruptedException {
        if (dialect.care().looksFirst()) {
            batch.lookForOrders(batch.sales());
        }
        var refused = new OrderWrite(batch, dialect, calls).send(mostSends);
        if (refused.isEmpty()) {
            refused = new TransactionWrite(batch, dialect, calls).send(mostSends);
        }
        return refused.map(each -> BatchResponse.refused(each.words(), calls.sentAt()))
                .orElseGet(() -> BatchResponse.items(
                        batch.sales().stream()
                                .filter(sale -> !sale.isOpen())
                                .map(Sale::verdict)
                                .toList(),
                        calls.sentAt()));
    }
}
