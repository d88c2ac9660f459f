package dev.imconnector.oauth;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Receives what happens in the token core, for counting and logging. Never a token, a secret or a client id. Called
 * on the thread of whoever asked for the token, after that token is there for all; implementations are thread-safe and
 * quick.
 */
public interface TokenEvents {

    /** Tells nobody. */
    TokenEvents NONE = new TokenEvents() {};

    /**
     * A token was fetched.
     *
     * @param reason why
     * @param took from the first look at the credentials to the token, waits included
     */
    default void tokenFetched(FetchReason reason, Duration took) {}

    /**
     * The token in use is near its end and no new one could be fetched; requests use the old one until it ends.
     *
     * @param failure why there is no new one
     * @param nextTry when the next attempt is made
     */
    default void refreshPutOff(OAuthException failure, Instant nextTry) {}

    /**
     * The client's credentials were read.
     *
     * @param versionId which version of them
     * @param age how old that version is, when the source knows
     */
    default void credentialsRead(String versionId, Optional<Duration> age) {}

    /**
     * The endpoint refused this version of the credentials, for the first time.
     *
     * @param closedUntil until when they are not tried again
     */
    default void gateTripped(String versionId, Instant closedUntil) {}
}
