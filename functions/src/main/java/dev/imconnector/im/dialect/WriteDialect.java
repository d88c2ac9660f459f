package dev.imconnector.im.dialect;

import dev.imconnector.credit.Credit;
import dev.imconnector.im.CallTimes;
import dev.imconnector.im.ImTransport;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a dialect writes. Where one request is not enough (a look before, a look back afterwards), it sends several; each
 * goes through the transport, which alone retries, waits and knows the token.
 */
public interface WriteDialect {

    /** Which operations IM has beside taking credits; all else is refused before a request is made. */
    Set<Operation> operations();

    /**
     * Makes a batch ready.
     *
     * @param credits at least one; their sourceRefs all differ
     */
    CreditBatch batch(List<Credit> credits);

    /**
     * Posts a batch. What it says of a credit is certain: whatever the answer leaves open has no verdict.
     *
     * @param once whether to try only once, where a failure is expected and will be looked into with smaller batches
     * @return never {@link BatchResponse.Kind#FAILED}
     * @throws dev.imconnector.im.ImException when there is no usable answer
     */
    BatchResponse post(CreditBatch batch, boolean once, CallTimes times, ImTransport transport)
            throws InterruptedException;

    /** Which fields of an operation's body are known, and how they must be written. */
    KnownFields fields(Operation operation);

    /**
     * Changes a row. Sending it again has the same effect, so it is retried.
     *
     * @param change of an operation that there is
     * @throws dev.imconnector.im.ImException when IM refuses it, or gives no usable answer
     */
    Changed change(RowChange change, CallTimes times, ImTransport transport) throws InterruptedException;

    /** The order in which pipeline runs are listed with the last one first, for whoever looks for one. */
    String newestPipelineRunsFirst();

    /**
     * Starts a pipeline run. Never sent twice once it may have been carried out, because IM would start two.
     *
     * @param json one JSON object
     * @return the run's id; empty when IM says that it started one and does not name it
     * @throws dev.imconnector.im.ImException when IM refuses it, or gives no usable answer; whether it may have been
     *     carried out is known to the transport's {@link dev.imconnector.im.Delivery}
     */
    Optional<String> startPipelineRun(byte[] json, CallTimes times, ImTransport transport) throws InterruptedException;
}
