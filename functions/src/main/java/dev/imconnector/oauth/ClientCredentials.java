package dev.imconnector.oauth;

import dev.imconnector.problem.Problem;
import java.time.Instant;
import java.util.List;
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
        this.clientId = withoutLineEnd(filled(clientId, "client id"));
        this.secret = withoutLineEnd(filled(secret, "client secret"));
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

    /** A line end behind it comes from the file or the terminal that it was stored from: neither can hold one. */
    private static String withoutLineEnd(String value) {
        return value.replaceFirst("[\\r\\n]+$", "");
    }

    public String clientId() {
        return clientId;
    }

    String secret() {
        return secret;
    }

    /** What is odd about them and may be a slip when they were stored, in half a sentence without a part of them. */
    Optional<String> oddity() {
        for (var value : List.of(clientId, secret)) {
            var name = value.equals(clientId) ? "client id" : "client secret";
            if (!value.equals(value.strip())) {
                return Optional.of("the stored " + name + " begins or ends with a blank");
            }
            if (value.length() > 1 && value.matches("\".*\"|'.*'")) {
                return Optional.of("the stored " + name + " has quotation marks around it");
            }
            if (!value.matches("[\\x20-\\x7E]+")) {
                return Optional.of("the stored " + name + " has a character that is not printable ASCII");
            }
        }
        return Optional.empty();
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
