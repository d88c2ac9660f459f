package dev.imconnector.oauth;

import dev.imconnector.problem.Problem;
import java.time.Instant;
import java.util.Optional;

/**
 * The credentials of one OAuth client, in one version. Immutable; neither a bean nor serialisable, and its text form
 * shows the version only, so that no log line, JSON mapper or debugger view of a field prints the secret by accident.
 */
public final class ClientCredentials {

    private final String clientId;
    private final String secret;
    private final CredentialsVersion version;

    /**
     * @param versionId tells this pair from the one before and the one after, such as the VersionId of AWS Secrets
     *     Manager; appears in logs and metrics
     * @param createdAt when this version was made, if known
     * @throws CredentialsException code {@code SECRET_EMPTY}, when the client id or the secret is null or blank
     */
    public ClientCredentials(String clientId, String secret, String versionId, Optional<Instant> createdAt) {
        this.version = new CredentialsVersion(versionId, createdAt);
        this.clientId = filled(clientId, "client id");
        this.secret = filled(secret, "client secret");
    }

    private static String filled(String value, String name) {
        if (value == null || value.isBlank()) {
            throw new CredentialsException(
                    new Problem(
                            CredentialsException.SECRET_EMPTY,
                            "The " + name + " is empty",
                            "Store the client id and the secret of the OAuth client where the connector reads them"),
                    false);
        }
        return value;
    }

    public String clientId() {
        return clientId;
    }

    String secret() {
        return secret;
    }

    public String versionId() {
        return version.id();
    }

    /** Which version this is: all of it that may be kept. */
    public CredentialsVersion version() {
        return version;
    }

    @Override
    public String toString() {
        return "ClientCredentials[***, versionId=" + version.id() + "]";
    }
}
