package dev.imconnector.simulation;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The token endpoint: which secret is good, which tokens are, and whether more of them are fetched than the rules allow. */
final class Tokens {

    private static final Duration SHORT_LIFE = Duration.ofSeconds(30);

    private final World world;
    private final Map<String, Grant> grants = new HashMap<>();
    private final Map<Machine, Grant> latest = new HashMap<>();
    private final Map<Machine, Refusal> refusals = new HashMap<>();
    private int version = 1;
    private int readable = 1;
    private int granted;

    /** A token that was given out. */
    private static final class Grant {
        private final Instant at;
        private final Duration life;
        private boolean revoked;
        private boolean refused;
        private boolean lost;

        Grant(Instant at, Duration life) {
            this.at = at;
            this.life = life;
        }

        boolean isGood(Instant now) {
            return !revoked && now.isBefore(at.plus(life));
        }

        /** Whether another may be fetched: the last 60 s of its life, or the last fifth of a short one. */
        boolean mayBeReplaced(Instant now) {
            var fifth = life.dividedBy(5);
            var margin = fifth.compareTo(Duration.ofSeconds(60)) < 0 ? fifth : Duration.ofSeconds(60);
            return refused || lost || !now.isBefore(at.plus(life).minus(margin).minusSeconds(1));
        }
    }

    private record Refusal(String secret, Instant at) {}

    Tokens(World world) {
        this.world = world;
    }

    static String secret(int version) {
        return World.CANARY + "-secret-" + version;
    }

    int readableVersion() {
        return readable;
    }

    void heal() {
        readable = version;
    }

    /** The secret is another now. */
    void rotate(boolean readableLater) {
        version++;
        if (!readableLater) {
            readable = version;
        }
        grants.values().forEach(grant -> grant.revoked = true);
    }

    /** A token call arrives. */
    Tenant.Answer answer(Machine machine, byte[] body, Duration life, boolean withExpiry) {
        var form = new String(body, StandardCharsets.UTF_8);
        var now = world.kernel.now();
        if (!form.contains("client_secret=" + secret(version) + "&")
                && !form.endsWith("client_secret=" + secret(version))) {
            refuse(machine, form, now);
            return new Tenant.Answer(401, "{\"error\":\"invalid_client\"}");
        }
        mayFetch(machine, now);
        var token = World.CANARY + "-token-" + ++granted;
        var grant = new Grant(now, life);
        grants.put(token, grant);
        latest.put(machine, grant);
        var expiry = withExpiry ? ",\"expires_in\":" + life.toSeconds() : "";
        return new Tenant.Answer(200, "{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\"" + expiry + "}");
    }

    private void refuse(Machine machine, String form, Instant now) {
        var before = refusals.put(machine, new Refusal(form, now));
        if (before != null
                && before.secret().equals(form)
                && now.isBefore(before.at().plusMillis(999))
                && !world.haveClocksJumped()) {
            world.violated(
                    "A refused secret is not tried again at once",
                    machine + " tried it after "
                            + Duration.between(before.at(), now).toMillis() + " ms");
        }
    }

    private void mayFetch(Machine machine, Instant now) {
        var before = latest.get(machine);
        if (before != null && !before.mayBeReplaced(now) && !world.haveClocksJumped()) {
            world.violated(
                    "No token is fetched while a good one is there",
                    machine + " has one that is "
                            + Duration.between(before.at, now).toSeconds() + " s old, of " + before.life.toSeconds());
        }
    }

    /** The answer with its latest token has not reached it, or not as it was. */
    void lost(Machine machine) {
        // Nor has it learnt that its secret was refused.
        refusals.remove(machine);
        var grant = latest.get(machine);
        if (grant != null) {
            grant.lost = true;
        }
    }

    Duration shortLife() {
        return SHORT_LIFE;
    }

    void revoke(String authorization) {
        var grant = grants.get(token(authorization));
        if (grant != null) {
            grant.revoked = true;
        }
    }

    boolean isGood(String authorization) {
        var grant = grants.get(token(authorization));
        return grant != null && grant.isGood(world.kernel.now());
    }

    /** The API has answered 401 to it. */
    void refused(String authorization) {
        var grant = grants.get(token(authorization));
        if (grant != null) {
            grant.refused = true;
        }
    }

    private static String token(String authorization) {
        return authorization.substring("Bearer ".length());
    }
}
