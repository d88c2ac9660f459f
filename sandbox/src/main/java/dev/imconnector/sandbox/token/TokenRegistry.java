package dev.imconnector.sandbox.token;

import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** The tokens that were issued and have not ended. Safe for use by several threads. */
public final class TokenRegistry {

    private static final int SWEEP_ABOVE = 10_000;

    private final RandomGenerator random;
    private final Map<String, Grant> grants = new ConcurrentHashMap<>();

    /**
     * What a token allows.
     *
     * @param expiresAtMicros when it ends, in microseconds since 1970
     */
    public record Grant(String clientId, Set<String> scopes, long expiresAtMicros) {}

    /** @param random makes the tokens; must be safe for use by several threads */
    public TokenRegistry(RandomGenerator random) {
        this.random = random;
    }

    String issue(Grant grant, long nowMicros) {
        if (grants.size() > SWEEP_ABOVE) {
            grants.values().removeIf(old -> old.expiresAtMicros() <= nowMicros);
        }
        var bytes = new byte[32];
        random.nextBytes(bytes);
        var token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        grants.put(token, grant);
        return token;
    }

    public Optional<Grant> valid(String token, long nowMicros) {
        return Optional.ofNullable(grants.get(token)).filter(grant -> grant.expiresAtMicros() > nowMicros);
    }

    public void revoke(String token) {
        grants.remove(token);
    }

    /** @return how many there were */
    public int revokeAll() {
        var count = grants.size();
        grants.clear();
        return count;
    }
}
