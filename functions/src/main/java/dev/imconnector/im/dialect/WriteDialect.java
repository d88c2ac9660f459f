package dev.imconnector.im.dialect;

import dev.imconnector.credit.AdditionalField;
import dev.imconnector.im.CallTimes;
import dev.imconnector.im.ImTransport;
import dev.imconnector.im.RowId;
import java.util.Optional;
import java.util.Set;

/**
 * How a dialect writes. Where one request is not enough (a look before, a look back afterwards), it sends several; each
 * goes through the transport, which alone retries, waits and knows the token.
 */
public interface WriteDialect {

    /** Which operations IM has beside taking credits; all else is refused before a request is made. */
    Set<Operation> operations();

    /** What is said to whoever asks for an operation that there is not. */
    OperationMissingException missing(Operation operation);

    /**
     * What is wrong with an additional field that a mapping names, in half a sentence; empty when a credit can have it.
     *
     * @param field without a value
     */
    Optional<String> faultOf(AdditionalField field);

    /**
     * Reads what of IM's own data credits are checked and sent by. Whoever sends many does it once and keeps it.
     *
     * @return for {@link #credits}, and of no meaning elsewhere; empty when nothing is needed
     * @throws dev.imconnector.im.ImException when it cannot be read
     * @throws dev.imconnector.problem.ProblemException when the settings are about something that IM does not have
     */
    String learn(CallTimes times, ImTransport transport) throws InterruptedException;

    /**
     * How credits are checked and sent.
     *
     * @param learned of {@link #learn}, perhaps long ago
     */
    CreditDialect credits(String learned);

    /** Which fields of an operation's body are known, and how they must be written. */
    KnownFields fields(Operation operation);

    /**
     * Changes a row. Sending it again has the same effect, so it is retried.
     *
     * @param change of an operation that there is
     * @throws dev.imconnector.im.ImException when IM refuses it, or gives no usable answer
     */
    Changed change(RowChange change, CallTimes times, ImTransport transport) throws InterruptedException;

    /** The order in which pipeline runs are listed with the last one first, which helps to find a recent one. */
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

    /**
     * Cancels a pipeline run. However often it is sent, the run is cancelled once; what became of it the run itself says.
     *
     * @return empty when IM knows no such run
     * @throws PipelineRefusedException when IM refuses it, and the run goes on
     * @throws PipelineCancelLostException when nobody knows whether IM has taken it
     * @throws dev.imconnector.im.ImException when IM gives no usable answer, and nothing was sent
     */
    Optional<Cancelled> cancelPipelineRun(RowId id, CallTimes times, ImTransport transport) throws InterruptedException;
}
