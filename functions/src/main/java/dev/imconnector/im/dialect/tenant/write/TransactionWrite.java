package dev.imconnector.im.dialect.tenant.write;

import dev.imconnector.im.dialect.CreditVerdict;
import dev.imconnector.im.dialect.tenant.wire.Calls;
import java.util.List;

/** Makes the transactions of those of a batch that have an order. */
final class TransactionWrite extends SalesWrite {

    static final String SEQ = "salesTransactionSeq";

    private final TransactionBody body;
    private final boolean sendsOnce;

    TransactionWrite(SalesBatch batch, TenantCredits dialect, Calls calls) {
        super("salesTransactions", SEQ, batch, dialect.care(), calls);
        this.body = dialect.body();
        this.sendsOnce = dialect.care().sendsOnce();
    }

    @Override
    boolean isWanted(Sale sale) {
        return sale.isOpen() && sale.hasOrder();
    }

    @Override
    byte[] body(List<Sale> wanted) {
        return body.transactions(wanted);
    }

    @Override
    boolean isOf(Element made, Sale sale) {
        return batch().isTransactionOf(made, sale);
    }

    @Override
    void made(Sale sale, Element element) {
        sale.there(CreditVerdict.Kind.CREATED, element.seq());
    }

    @Override
    String reason(Element element) {
        return element.words();
    }

    @Override
    void lookAfterAnswer(List<Sale> unsure) throws InterruptedException {
        batch().lookForTransactions(unsure, CreditVerdict.Kind.ALREADY_PRESENT);
    }

    /** It was not there before, so it is of this write. */
    @Override
    void lookAfterLoss(List<Sale> lost) throws InterruptedException {
        batch().lookForTransactions(lost, CreditVerdict.Kind.CREATED);
    }

    @Override
    void giveUp(Sale lost) {
        if (sendsOnce) {
            lost.settle(new CreditVerdict(
                    lost.ref(),
                    CreditVerdict.Kind.LOST,
                    "IM gave no answer, and shows no transaction of it so far. If you send it again, IM may have it"
                            + " twice: first look in IM for the order '" + lost.ref() + "'"));
        }
    }
}
