package dev.imconnector.im.read;

import dev.imconnector.im.CallTimes;
import dev.imconnector.im.ImConnection;
import dev.imconnector.im.ImException;
import dev.imconnector.im.ImRefusedException;
import dev.imconnector.im.ImRequest;
import dev.imconnector.im.ImTransport;
import dev.imconnector.im.dialect.course.CourseDialect;
import dev.imconnector.time.Deadline;
import dev.imconnector.time.Sleeper;

/** The smallest things that show whether a connection works. Safe for use by several threads. */
public final class ConnectionProbe {

    private final ImConnection connection;
    private final ImTransport transport;

    public ConnectionProbe(ImConnection connection, Sleeper sleeper) {
        this.connection = connection;
        this.transport = connection.transport(sleeper, () -> {});
    }

    /**
     * Gets a token, or has one already.
     *
     * @throws dev.imconnector.oauth.OAuthException why there is none
     */
    public void token(Deadline deadline) throws InterruptedException {
        connection.tokens().current(deadline);
    }

    /**
     * Reads one participant, which any client with the scope {@code im.read} may.
     *
     * @throws ImException why it cannot
     */
    public void oneParticipant(CallTimes times) throws InterruptedException {
        var request = ImRequest.get("/participants?$top=1");
        var answer = transport.call(request, times);
        if (answer.status() != 200) {
            throw new ImRefusedException(transport.describe(request), answer.status(), CourseDialect.words(answer));
        }
    }
}
