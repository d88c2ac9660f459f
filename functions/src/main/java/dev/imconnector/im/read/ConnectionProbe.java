package dev.imconnector.im.read;

import dev.imconnector.im.CallTimes;
import dev.imconnector.im.ImConnection;
import dev.imconnector.im.ImRequest;
import dev.imconnector.im.ImTransport;
import dev.imconnector.im.dialect.ReadCheck;
import dev.imconnector.im.dialect.ReadDialect;
import dev.imconnector.time.Deadline;
import dev.imconnector.time.Sleeper;
import java.util.List;

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
     * Gets a token, unless there is one already.
     *
     * @throws dev.imconnector.oauth.OAuthException why there is none
     */
    public void token(Deadline deadline) throws InterruptedException {
        connection.tokens().current(deadline);
    }

    /**
     * Reads as little as shows whether this client may read.
     *
     * @throws dev.imconnector.im.ImException why it cannot
     */
    public void something(CallTimes times) throws InterruptedException {
        send(dialect.probe(), times);
    }

    /** What this client must be able to read. @param mayRead whether it is the client for reading */
    public List<ReadCheck> checks(boolean mayRead) {
        return dialect.checks(mayRead);
    }

    /**
     * Reads what a client must be able to read.
     *
     * @throws dev.imconnector.im.ImException why it cannot
     */
    public void read(ReadCheck check, CallTimes times) throws InterruptedException {
        send(check.request(), times);
    }

    private void send(ImRequest request, CallTimes times) throws InterruptedException {
        var answer = transport.call(request, times);
        if (answer.status() != 200) {
            throw transport.refusal(request, answer);
        }
    }
}
