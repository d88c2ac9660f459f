package dev.imconnector.oauth;

import dev.imconnector.time.Deadline;
import java.util.Optional;

/**
 * The credentials of one OAuth client while they are rotated: the version in force, and the one that is to follow it. The
 * one before stays where it is kept, as the way back. Implementations are thread-safe and keep nothing.
 */
public interface StagedCredentials {

    /**
     * Which version stands where.
     *
     * @param current the version in force, if any
     * @param pending the version that is marked to follow it, if any; the mark may still be on the one in force
     */
    record Stages(Optional<String> current, Optional<String> pending) {}

    /** @throws CredentialsException when it cannot be known */
    Stages stages() throws InterruptedException;

    /**
     * Reads one version.
     *
     * @throws CredentialsException when it has no usable value, or no answer comes in time
     */
    ClientCredentials read(String versionId, Deadline deadline) throws InterruptedException;

    /**
     * Puts new credentials beside those in force, in the place of others that may be pending. Repeated with the same
     * version and content it does nothing.
     *
     * @param versionId a name for the version that no other has: a UUID
     * @param secret the client secret; kept nowhere here
     * @throws CredentialsException when they cannot be put
     */
    void putPending(String versionId, String clientId, String secret) throws InterruptedException;

    /**
     * Puts a version in force.
     *
     * @param instead the version in force until now, which becomes the one before
     * @throws CredentialsException when it cannot be done, or another version has come into force meanwhile
     */
    void makeCurrent(String versionId, Optional<String> instead) throws InterruptedException;

    /**
     * Takes the mark of what is pending from a version.
     *
     * @throws CredentialsException when it cannot be done
     */
    void unmarkPending(String versionId) throws InterruptedException;
}
