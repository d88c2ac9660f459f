package dev.imconnector.im.dialect.tenant.write;

import dev.imconnector.credit.Credit;
import dev.imconnector.credit.Rejection;
import dev.imconnector.im.CallTimes;
import dev.imconnector.im.ImRequest;
import dev.imconnector.im.ImTransport;
import dev.imconnector.im.dialect.BatchResponse;
import dev.imconnector.im.dialect.CreditBatch;
import dev.imconnector.im.dialect.CreditDialect;
import dev.imconnector.im.dialect.tenant.wire.Calls;
import dev.imconnector.im.dialect.tenant.wire.Listing;
import java.util.List;
import java.util.Optional;

/** Credits as orders and transactions of a tenant. Immutable. */
final class TenantCredits implements CreditDialect {

    private static final byte[] NOTHING = {};

    private final TransactionShape shape;
    private final SendingCare care;
    private final Learned learned;
    private final TransactionRules rules;
    private final TransactionBody body;
    private final Content content;

    TenantCredits(TransactionShape shape, SendingCare care, Learned learned) {
        this.shape = shape;
        this.care = care;
        this.learned = learned;
        this.rules = new TransactionRules(learned);
        this.body = new TransactionBody(shape, learned);
        this.content = new Content(shape);
    }

    @Override
    public Optional<Rejection> fault(Credit credit) {
        return rules.fault(credit);
    }

    /** What is sent of a batch depends on what IM has of it: its bodies are made when that is known. */
    @Override
    public CreditBatch batch(List<Credit> credits) {
        return new CreditBatch(credits, NOTHING);
    }

    @Override
    public BatchResponse post(CreditBatch batch, boolean once, CallTimes times, ImTransport transport)
            throws InterruptedException {
        var sales = batch.credits().stream().map(Sale::new).toList();
        return new Posting(sales, this, new Calls(transport, times), once).post();
    }

    /**
     * An order that IM has is posted again, where IM is known to refuse that. Where it is not known, there is no write that
     * changes nothing.
     */
    @Override
    public boolean takes(Credit known, CallTimes times, ImTransport transport) throws InterruptedException {
        if (care.looksFirst()) {
            return false;
        }
        var order = body.orders(List.of(new Sale(known)));
        new Calls(transport, times).call(ImRequest.post("/salesOrders", order).neverTwice());
        return true;
    }

    ReadBack readBack(Calls calls) {
        return new ReadBack(new Listing(calls), shape, learned);
    }

    SendingCare care() {
        return care;
    }

    TransactionBody body() {
        return body;
    }

    Content content() {
        return content;
    }
}
