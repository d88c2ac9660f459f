package dev.imconnector.oauth;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Names the version of the client's credentials that was used. Nothing secret, immutable.
 *
 * @param id the version, such as the VersionId of AWS Secrets Manager
 * @param createdAt when it was made, if known
 */
public record CredentialsVersion(String id, Optional<Instant> createdAt) {

    public CredentialsVersion {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(createdAt, "createdAt");
    }

    /** How long this version has existed, never negative; empty when unknown. */
    public Optional<Duration> age(Instant now) {
        return createdAt.map(made -> now.isBefore(made) ? Duration.ZERO : Duration.between(made, now));
    }
}
