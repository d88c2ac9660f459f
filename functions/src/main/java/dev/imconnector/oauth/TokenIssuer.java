package dev.imconnector.oauth;

import dev.imconnector.time.Deadline;

/** Issues a token for a client's credentials. Keeps neither. Implementations are thread-safe. */
public interface TokenIssuer {

    /**
     * A token for these credentials.
     *
     * @param deadline by when there must be a token or an error
     * @param sentBefore how many requests this fetch has cost already, with other credentials
     * @throws OAuthException why there is none
     */
    AccessToken fetch(ClientCredentials credentials, Deadline deadline, int sentBefore) throws InterruptedException;

    /**
     * The API has refused a token.
     *
     * @param versionId the version of the credentials that it was made of
     */
    void refused(String versionId);

    /** Forgets whatever it remembers between fetches. */
    void clear();
}
