package dev.imconnector.cli.killed;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What happens in one history; all of it comes from the seed.
 *
 * @param tenant whether IM is a tenant
 * @param faults what the sandbox does wrong until the account is taken, empty for nothing
 * @param latencyMillis how long the sandbox holds each answer back
 * @param waitsForTheLease whether the process after the last blow waits until the lease of the killed one has ended
 */
record Plan(long seed, boolean tenant, String faults, int latencyMillis, boolean waitsForTheLease, List<Blow> blows) {

    private static final List<String> FAULTS = List.of(
            "drop-after",
            "drop-before",
            "drop-late",
            "status 429",
            "status 503",
            "status-after 500",
            "cut-body",
            "unauthorized");

    private static final int MOST_BLOWS = 4;
    private static final int MOST_FAULTS = 4;
    private static final int LAST_REQUEST = 40;
    private static final int ONE_IN = 40;

    /**
     * @param target of faults, such as {@code write}
     * @param changes as in {@link Blow#by}
     */
    static Plan of(long seed, String target, int changes) {
        var random = new SplittableRandom(seed);
        var tenant = random.nextBoolean();
        var faults = new ArrayList<String>();
        if (random.nextInt(3) == 0) {
            var count = 1 + random.nextInt(MOST_FAULTS);
            for (int i = 0; i < count; i++) {
                var action = FAULTS.get(random.nextInt(FAULTS.size()));
                faults.add("nth %d %s on %s".formatted(1 + random.nextInt(LAST_REQUEST), action, target));
            }
        }
        var latency = random.nextInt(3) * 20;
        var waits = random.nextInt(ONE_IN) == 0;
        var blows = new ArrayList<Blow>();
        for (int i = 1 + random.nextInt(MOST_BLOWS); i > 0; i--) {
            blows.add(Blow.by(random, changes));
        }
        return new Plan(seed, tenant, String.join("; ", faults), latency, waits, List.copyOf(blows));
    }

    String dialect() {
        return tenant ? "tenant" : "course";
    }
}
