package dev.imconnector.im.dialect;

import dev.imconnector.credit.Credit;
import dev.imconnector.credit.CreditCheck;
import dev.imconnector.im.CallTimes;
import dev.imconnector.im.ImTransport;
import java.util.List;

/**
 * How a dialect checks and sends credits, once it knows of IM's own data what that takes ({@link WriteDialect#learn}). As a
 * check it says which credits this IM could not take as they are meant. Immutable.
 */
public interface CreditDialect extends CreditCheck {

    /**
     * Makes a batch ready.
     *
     * @param credits at least one, which {@link #fault} lets pass; their sourceRefs all differ
     */
    CreditBatch batch(List<Credit> credits);

    /**
     * Posts a batch. What it says of a credit is certain: whatever the answers leave open has no verdict.
     *
     * @param once whether to try only once, where a failure is expected and will be looked into with smaller batches
     * @return never {@link BatchResponse.Kind#FAILED}
     * @throws dev.imconnector.im.ImException when there is no usable answer, and nothing of the batch is known to be in IM
     *     because of it
     */
    BatchResponse post(CreditBatch batch, boolean once, CallTimes times, ImTransport transport)
            throws InterruptedException;

    /**
     * Whether IM takes credits right now, asked in a way that changes nothing there.
     *
     * @param known a credit that IM has
     * @return false as well where that cannot be asked
     * @throws dev.imconnector.im.ImException when there is no usable answer
     */
    boolean takes(Credit known, CallTimes times, ImTransport transport) throws InterruptedException;
}
