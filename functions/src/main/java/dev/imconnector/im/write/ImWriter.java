package dev.imconnector.im.write;

import dev.imconnector.im.CallTimes;
import dev.imconnector.im.Delivery;
import dev.imconnector.im.ImException;
import dev.imconnector.im.ImRefusedException;
import dev.imconnector.im.ImRequest;
import dev.imconnector.im.ImTransport;
import dev.imconnector.im.RowId;
import dev.imconnector.im.dialect.course.CourseDialect;
import java.util.Optional;

/** Changes single rows of IM, and starts pipeline runs; needs a client that may write. Safe for use by several threads. */
public final class ImWriter {

    private static final int NOT_MODIFIED = 304;

    private final ImTransport transport;
    private final CourseDialect dialect;

    public ImWriter(ImTransport transport, CourseDialect dialect) {
        this.transport = transport;
        this.dialect = dialect;
    }

    /** What can be changed row by row. */
    public enum Rows {
        QUOTAS,
        PARTICIPANTS
    }

    /**
     * A change that IM has accepted.
     *
     * @param changed false when IM says that the row was like that already (304)
     * @param row the row as IM answered it, one JSON object; empty when it answered none
     */
    public record Changed(boolean changed, Optional<byte[]> row) {}

    /**
     * Replaces a whole row: what the body lacks is gone. Sending it again has the same effect, so it is retried.
     *
     * @param json one JSON object
     * @throws ImException when IM refuses it, or gives no usable answer
     */
    public Changed replace(Rows rows, RowId id, byte[] json, CallTimes times) throws InterruptedException {
        return changed(ImRequest.put(dialect.rowPath(rows, id), json), times);
    }

    /**
     * Sets the fields of the body and leaves the others. Sending it again has the same effect, so it is retried.
     *
     * @param json one JSON object
     * @throws ImException when IM refuses it, or gives no usable answer
     */
    public Changed change(Rows rows, RowId id, byte[] json, CallTimes times) throws InterruptedException {
        return changed(ImRequest.patch(dialect.rowPath(rows, id), json), times);
    }

    private Changed changed(ImRequest request, CallTimes times) throws InterruptedException {
        var answer = transport.call(request, times);
        if (answer.status() == NOT_MODIFIED) {
            return new Changed(false, Optional.empty());
        }
        if (answer.status() / 100 != 2) {
            throw new ImRefusedException(transport.describe(request), answer.status(), CourseDialect.words(answer));
        }
        return new Changed(true, dialect.row(answer));
    }

    /**
     * Starts a pipeline run. Never sent twice once it may have been carried out, because IM would start two.
     *
     * @param json one JSON object
     * @return the run's id; empty when IM says that it started one and does not name it
     * @throws ImException when IM refuses it, or gives no usable answer; whether it may have been carried out is known
     *     to the transport's {@link Delivery}
     */
    public Optional<String> startPipelineRun(byte[] json, CallTimes times) throws InterruptedException {
        var request = ImRequest.post(dialect.pipelineRunsPath(), json).neverTwice();
        var answer = transport.call(request, times);
        if (answer.status() / 100 != 2) {
            throw new ImRefusedException(transport.describe(request), answer.status(), CourseDialect.words(answer));
        }
        return dialect.startedRun(answer);
    }
}
