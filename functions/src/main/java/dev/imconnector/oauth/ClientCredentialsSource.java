package dev.imconnector.oauth;

import dev.imconnector.time.Deadline;

/** Where the client's credentials are kept. Implementations are thread-safe. */
@FunctionalInterface
public interface ClientCredentialsSource {

    /**
     * Reads the version in force now, past any cache, and keeps nothing of it: it is read before each token call, and
     * once more when the endpoint refused it.
     *
     * @param deadline by when it must have answered
     * @throws CredentialsException when there are no usable credentials, or no answer in time
     */
    ClientCredentials read(Deadline deadline) throws InterruptedException;
}
