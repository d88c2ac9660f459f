package dev.imconnector.manage;

import dev.imconnector.im.CallTimes;
import dev.imconnector.im.ImDeniedException;
import dev.imconnector.im.read.ConnectionProbe;
import dev.imconnector.oauth.ClientCredentialsSource;
import dev.imconnector.oauth.CredentialsException;
import dev.imconnector.oauth.StagedCredentials;
import dev.imconnector.problem.Problem;
import dev.imconnector.time.Deadline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the next secret of an OAuth client in force, in the four steps of Secrets Manager, each safe to repeat. The secret
 * itself is made by a person in SAP's admin console, which alone can, and is pending when the first step begins. Nothing
 * is put in force that did not fetch a token just before, and the stages are moved last.
 */
public final class ClientSecretRotation {

    private static final Logger LOG = LoggerFactory.getLogger(ClientSecretRotation.class);

    private final StagedCredentials credentials;
    private final Function<ClientCredentialsSource, ConnectionProbe> probes;
    private final boolean mayRead;

    /** Where the version stands after a step. */
    public enum Outcome {
        /** It waits to be put in force. */
        PENDING,
        /** It waits to be put in force, and a token was fetched with it. */
        TESTED,
        /** It is in force. */
        CURRENT
    }

    /**
     * What was seen of a version that works.
     *
     * @param versionId which one
     * @param reads what it was seen to read; nothing for a client that need not read
     */
    public record Check(String versionId, List<String> reads) {}

    /**
     * @param credentials the client's
     * @param probes makes a connection of its own, without a token yet, with other credentials
     * @param mayRead whether it is the client for reading
     */
    public ClientSecretRotation(
            StagedCredentials credentials, Function<ClientCredentialsSource, ConnectionProbe> probes, boolean mayRead) {
        this.credentials = credentials;
        this.probes = probes;
        this.mayRead = mayRead;
    }

    /**
     * {@code createSecret} and {@code setSecret}: whether the version is there and has a value. There is nothing to do.
     *
     * @throws RotationException {@code NOTHING_TO_ROTATE} when it is not pending
     */
    public Outcome prepare(String versionId, Deadline deadline) throws InterruptedException {
        if (isCurrent(versionId)) {
            return Outcome.CURRENT;
        }
        mustBePending(versionId, deadline);
        return Outcome.PENDING;
    }

    /**
     * {@code testSecret}: a token with the pending version; for a client that must be able to read, a read as well.
     *
     * @throws RotationException {@code NOTHING_TO_ROTATE} when it is not pending
     * @throws dev.imconnector.problem.ProblemException why it does not work
     */
    public Outcome test(String versionId, Deadline deadline) throws InterruptedException {
        if (isCurrent(versionId)) {
            return Outcome.CURRENT;
        }
        mustBePending(versionId, deadline);
        fetchToken(versionId, deadline);
        return Outcome.TESTED;
    }

    /**
     * {@code finishSecret}: puts the version in force after another test, for this step may be called alone.
     *
     * @throws RotationException {@code NOTHING_TO_ROTATE} when it is not pending
     * @throws dev.imconnector.problem.ProblemException why it does not work; it is not in force then
     */
    public Outcome finish(String versionId, Deadline deadline) throws InterruptedException {
        if (!isCurrent(versionId)) {
            mustBePending(versionId, deadline);
            fetchToken(versionId, deadline);
            credentials.makeCurrent(versionId, credentials.stages().current());
            LOG.info("Version {} of the client's credentials is in force now", versionId);
        }
        if (credentials.stages().pending().filter(versionId::equals).isPresent()) {
            credentials.unmarkPending(versionId);
        }
        return Outcome.CURRENT;
    }

    /**
     * Whether the version in force works: a token, and one row of all that this client must be able to read. It changes
     * nothing.
     *
     * @throws RotationException {@code SECRET_EMPTY} when none is in force; {@code IM_FORBIDDEN} with the names of all that
     *     IM does not let it read
     * @throws dev.imconnector.problem.ProblemException why it does not work
     */
    public Check check(Deadline deadline) throws InterruptedException {
        var current = credentials
                .stages()
                .current()
                .orElseThrow(() -> new RotationException(new Problem(
                        CredentialsException.SECRET_EMPTY,
                        "The client's secret has no value yet",
                        "Store the client's id and secret with im rotate")));
        var probe = probe(current);
        probe.token(deadline);
        return new Check(current, reads(probe, CallTimes.until(deadline)));
    }

    private List<String> reads(ConnectionProbe probe, CallTimes times) throws InterruptedException {
        var reads = new ArrayList<String>();
        var refused = new LinkedHashMap<String, Problem>();
        for (var check : probe.checks(mayRead)) {
            try {
                probe.read(check, times);
                reads.add(check.name());
            } catch (ImDeniedException e) {
                if (!e.problem().code().equals(ImDeniedException.FORBIDDEN)) {
                    throw e;
                }
                refused.put(check.name(), e.problem());
            }
        }
        if (!refused.isEmpty()) {
            var first = refused.values().iterator().next();
            throw new RotationException(new Problem(
                    first.code(),
                    "IM does not let this client read " + String.join(", ", refused.keySet()) + ": " + first.message(),
                    first.fix()));
        }
        return List.copyOf(reads);
    }

    private boolean isCurrent(String versionId) throws InterruptedException {
        return credentials.stages().current().filter(versionId::equals).isPresent();
    }

    private void mustBePending(String versionId, Deadline deadline) throws InterruptedException {
        var pending = credentials.stages().pending();
        if (pending.filter(versionId::equals).isEmpty()) {
            throw nothing(pending.map(other -> "version " + other + " is pending, not " + versionId)
                    .orElse("no version is pending"));
        }
        try {
            credentials.read(versionId, deadline);
        } catch (CredentialsException e) {
            if (e.problem().code().equals(CredentialsException.SECRET_EMPTY)) {
                throw nothing("the pending version has no value");
            }
            throw e;
        }
    }

    private static RotationException nothing(String why) {
        return new RotationException(new Problem(
                "NOTHING_TO_ROTATE",
                "There is nothing to rotate to: " + why,
                "Make a new secret in SAP's admin console and put it in with im rotate; Secrets Manager cannot make one,"
                        + " so no rotation schedule belongs to this secret"));
    }

    /** Where there are no tokens, or no scopes, only a read shows whether IM takes the client. */
    private void fetchToken(String versionId, Deadline deadline) throws InterruptedException {
        var probe = probe(versionId);
        probe.token(deadline);
        if (!probe.checks(mayRead).isEmpty()) {
            probe.something(CallTimes.until(deadline));
        }
    }

    private ConnectionProbe probe(String versionId) {
        return probes.apply(until -> credentials.read(versionId, until));
    }
}
