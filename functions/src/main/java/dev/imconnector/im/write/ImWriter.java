package dev.imconnector.im.write;

import dev.imconnector.im.CallTimes;
import dev.imconnector.im.ImTransport;
import dev.imconnector.im.RowId;
import dev.imconnector.im.dialect.Cancelled;
import dev.imconnector.im.dialect.Changed;
import dev.imconnector.im.dialect.KnownFields;
import dev.imconnector.im.dialect.Operation;
import dev.imconnector.im.dialect.OperationMissingException;
import dev.imconnector.im.dialect.RowChange;
import dev.imconnector.im.dialect.WriteDialect;
import java.util.Optional;

/** Changes single rows of IM, and starts and cancels pipeline runs; needs a client that may write. Safe for use by several threads. */
public final class ImWriter {

    private final ImTransport transport;
    private final WriteDialect dialect;

    public ImWriter(ImTransport transport, WriteDialect dialect) {
        this.transport = transport;
        this.dialect = dialect;
    }

    /**
     * Which fields of an operation's body are known.
     *
     * @throws OperationMissingException when this IM has no such operation
     */
    public KnownFields fields(Operation operation) {
        requireThere(operation);
        return dialect.fields(operation);
    }

    /**
     * Changes a row.
     *
     * @throws OperationMissingException when this IM has no such operation
     * @throws dev.imconnector.im.ImException when IM refuses it, or gives no usable answer
     */
    public Changed change(RowChange change, CallTimes times) throws InterruptedException {
        requireThere(change.operation());
        return dialect.change(change, times, transport);
    }

    /**
     * Starts a pipeline run. Never sent twice once it may have been carried out, because IM would start two.
     *
     * @param json one JSON object
     * @return the run's id; empty when IM says that it started one and does not name it
     * @throws OperationMissingException when this IM has no such operation
     * @throws dev.imconnector.im.ImException when IM refuses it, or gives no usable answer; whether it may have been
     *     carried out is known to the transport's {@link dev.imconnector.im.Delivery}
     */
    public Optional<String> startPipelineRun(byte[] json, CallTimes times) throws InterruptedException {
        requireThere(Operation.START_PIPELINE_RUN);
        return dialect.startPipelineRun(json, times, transport);
    }

    /**
     * Cancels a pipeline run. However often it is sent, the run is cancelled once; what became of it the run itself says.
     *
     * @return empty when IM knows no such run
     * @throws OperationMissingException when this IM has no such operation
     * @throws dev.imconnector.problem.ProblemException when IM refuses it, gives no usable answer, or nobody knows
     */
    public Optional<Cancelled> cancelPipelineRun(RowId id, CallTimes times) throws InterruptedException {
        requireThere(Operation.CANCEL_PIPELINE_RUN);
        return dialect.cancelPipelineRun(id, times, transport);
    }

    /** The order in which pipeline runs are listed with the last one first, which helps to find a recent one. */
    public String newestPipelineRunsFirst() {
        return dialect.newestPipelineRunsFirst();
    }

    private void requireThere(Operation operation) {
        if (!dialect.operations().contains(operation)) {
            throw dialect.missing(operation);
        }
    }
}
