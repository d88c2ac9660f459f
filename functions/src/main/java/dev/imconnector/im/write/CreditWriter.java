package dev.imconnector.im.write;

import dev.imconnector.credit.Credit;
import dev.imconnector.im.CallTimes;
import dev.imconnector.im.ImException;
import dev.imconnector.im.ImRefusedException;
import dev.imconnector.im.ImRequest;
import dev.imconnector.im.ImTransport;
import dev.imconnector.im.dialect.BatchResponse;
import dev.imconnector.im.dialect.course.CourseDialect;
import java.util.List;

/** Posts batches of credits; needs a client that may write. Safe for use by several threads. */
public final class CreditWriter {

    private final ImTransport transport;
    private final CourseDialect dialect;

    public CreditWriter(ImTransport transport, CourseDialect dialect) {
        this.transport = transport;
        this.dialect = dialect;
    }

    /**
     * Posts one batch.
     *
     * @param body of {@link #body}
     * @param once whether to try only once, where a failure is expected and will be looked into with smaller batches
     * @throws ImException when there is no usable answer
     */
    BatchResponse post(byte[] body, CallTimes times, boolean once) throws InterruptedException {
        var request = ImRequest.post(dialect.creditBatchPath(), body);
        var answer = transport.call(once ? request.once() : request, times);
        var items = dialect.batchAnswer(answer);
        if (items.isPresent()) {
            return BatchResponse.items(items.get().items(), answer.sentAt());
        }
        return switch (answer.status()) {
            case 409 -> BatchResponse.conflict(answer.sentAt());
            case 400, 413, 422 ->
                BatchResponse.refused(refusal(answer.status(), CourseDialect.words(answer)), answer.sentAt());
            default -> {
                if (answer.status() / 100 != 2) {
                    throw new ImRefusedException(
                            transport.describe(request), answer.status(), CourseDialect.words(answer));
                }
                // A success that names no credit at all: each of them is still without an outcome.
                yield BatchResponse.items(List.of(), answer.sentAt());
            }
        };
    }

    /** The request's body for these credits. */
    byte[] body(List<Credit> batch) {
        return dialect.creditBatch(batch);
    }

    private static String refusal(int status, String words) {
        return "IM answered " + status + (words.isEmpty() ? "" : ": " + words);
    }
}
