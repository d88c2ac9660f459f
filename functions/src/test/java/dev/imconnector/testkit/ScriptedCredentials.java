package dev.imconnector.testkit;

import dev.imconnector.oauth.ClientCredentials;
import dev.imconnector.oauth.ClientCredentialsSource;
import dev.imconnector.time.Deadline;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;

/** Credentials by script: the {@link #next} ones in order, then the last one again and again. Counts its reads. */
public final class ScriptedCredentials implements ClientCredentialsSource {

    private final Queue<ClientCredentialsSource> script = new ArrayDeque<>();
    private final AtomicInteger reads = new AtomicInteger();

    /** Client {@code im-writer} with that secret, made on 2026-03-01. */
    public static ClientCredentials credentials(String secret, String versionId) {
        return new ClientCredentials(
                "im-writer", secret, versionId, Optional.of(Instant.parse("2026-03-01T04:15:00Z")));
    }

    public ScriptedCredentials(ClientCredentials first) {
        next(first);
    }

    public synchronized ScriptedCredentials next(ClientCredentials credentials) {
        script.add(deadline -> credentials);
        return this;
    }

    /** A read that fails, or does something else first. */
    public synchronized ScriptedCredentials next(ClientCredentialsSource read) {
        script.add(read);
        return this;
    }

    @Override
    public ClientCredentials read(Deadline deadline) throws InterruptedException {
        reads.incrementAndGet();
        return step().read(deadline);
    }

    private synchronized ClientCredentialsSource step() {
        return script.size() > 1 ? script.remove() : script.element();
    }

    public int reads() {
        return reads.get();
    }
}
