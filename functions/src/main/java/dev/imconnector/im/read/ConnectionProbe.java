package dev.imconnector.im.read;

import dev.imconnector.im.CallTimes;
import dev.imconnector.im.ImConnection;
import dev.imconnector.im.ImTransport;
import dev.imconnector.im.dialect.ReadDialect;
import dev.imconnector.time.Deadline;
import dev.imconnector.time.Sleeper;

/** The smallest things that show whether a connection works. Safe for use by several threads. */
public final class ConnectionProbe {

    private final ImConnection connection;
    private final ImTransport transport;
    private final ReadDialect dialect;

    public ConnectionProbe(ImConnection connection, ReadDialect dialect, Sleeper sleeper) {
        this.connection = connection;
        this.dialect = dialect;
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
     * Reads one participant, or as little else as shows whether this client may read.
     *
     * @throws dev.imconnector.im.ImException why it cannot
     */
    public void oneParticipant(CallTimes times) throws InterruptedException {
        var request = dialect.probe();
        var answer = transport.call(request, times);
        if (answer.status() != 200) {
            throw transport.refusal(request, answer);
        }
    }
}
