package dev.imconnector.sandbox.token;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The OAuth clients. Safe for use by several threads. */
public final class ClientRegistry {

    private final Map<String, SandboxClient> clients = new ConcurrentHashMap<>();

    public ClientRegistry(List<SandboxClient> first) {
        first.forEach(this::put);
    }

    /** Adds a client, or gives one another secret or other scopes; tokens that were issued live on. */
    public void put(SandboxClient client) {
        clients.put(client.id(), client);
    }

    public boolean remove(String id) {
        return clients.remove(id) != null;
    }

    /** The client, when id and secret are right. */
    public Optional<SandboxClient> authenticated(String id, String secret) {
        return Optional.ofNullable(clients.get(id))
                .filter(client -> MessageDigest.isEqual(
                        client.secret().getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8)));
    }
}
