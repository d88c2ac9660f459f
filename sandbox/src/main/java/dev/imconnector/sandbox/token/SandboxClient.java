package dev.imconnector.sandbox.token;

import java.util.Set;

/**
 * An OAuth client that the sandbox knows.
 *
 * @param id its client id
 * @param secret its client secret; not in the text form
 * @param scopes what it may ask for: {@code im.read}, {@code im.write}
 */
public record SandboxClient(String id, String secret, Set<String> scopes) {

    /** The default client that may only write. */
    public static final SandboxClient WRITER =
            new SandboxClient("sandbox-writer", "sandbox-writer-secret", Set.of("im.write"));

    /** The default client that may only read. */
    public static final SandboxClient READER =
            new SandboxClient("sandbox-reader", "sandbox-reader-secret", Set.of("im.read"));

    /** The default user of a legacy tenant, who may read and write. */
    public static final SandboxClient USER =
            new SandboxClient("sandbox-user", "sandbox-user-password", Set.of("im.read", "im.write"));

    public SandboxClient {
        scopes = Set.copyOf(scopes);
    }

    @Override
    public String toString() {
        return id + " " + scopes;
    }
}
