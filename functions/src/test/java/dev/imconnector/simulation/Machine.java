package dev.imconnector.simulation;

import dev.imconnector.app.Connector;
import dev.imconnector.app.Platform;
import dev.imconnector.http.HttpExchange;
import dev.imconnector.metrics.RunMetrics;
import dev.imconnector.oauth.ClientCredentials;
import dev.imconnector.oauth.CredentialsException;
import dev.imconnector.problem.Problem;
import dev.imconnector.run.Workers;
import dev.imconnector.time.Deadline;
import dev.imconnector.time.Signal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * One environment of a function: a whole connector, put together by its own composition root, with a clock of its own. All
 * that it does outside of itself goes through here.
 */
final class Machine {

    static final String TOKEN_PATH = "/oauth/token";

    private static final Duration SECRET_LATENCY = Duration.ofMillis(30);

    final World world;
    final Kernel.Process process;
    private final boolean isNight;
    private final Connector connector;
    private final SplittableRandom chance;
    private Coverage.State state = Coverage.State.NONE;
    private Duration skew = Duration.ZERO;
    private Duration heldUp = Duration.ZERO;
    private Duration heldUpSince = Duration.ZERO;
    private Instant lastSent = World.START;
    private Invocation invocation = new Invocation();

    /** What is known of one invocation from outside. */
    static final class Invocation {
        boolean storeFailed;
        boolean answered;
        boolean disturbed;
        boolean isToStop;
        Instant stoppedAt = Kernel.NEVER;
    }

    /** @param isNight of the push, rather than of the API */
    Machine(World world, String name, boolean isNight) {
        this.world = world;
        this.process = new Kernel.Process(name);
        this.isNight = isNight;
        this.chance = world.chance.split();
        this.connector = new Connector(
                world.deployment.environment(environment(world.history.manner(), world.errand.settings())),
                world.history.kind().role,
                platform(),
                RunMetrics.NONE,
                world.disk.seenBy(this),
                this::credentials);
    }

    private static Map<String, String> environment(Manner manner, Map<String, String> more) {
        var all = new TreeMap<String, String>();
        all.put("IM_TOKEN_URL", "https://im.test" + TOKEN_PATH);
        all.put("IM_API_URL", "https://im.test/api/v1");
        all.put("RUNS_LOCATION", "file:///runs/");
        all.put("RESULTS_LOCATION", "file:///results/");
        all.put("CREDITS_LOCATION", "file:///exports/{date}/");
        all.put("IM_REQUESTS_PER_MINUTE", Integer.toString(manner.limit()));
        all.put("IM_BATCH_SIZE", Integer.toString(manner.batchSize()));
        all.put("IM_PAGE_SIZE", Integer.toString(manner.batchSize()));
        all.put("IM_MAX_IN_FLIGHT", Integer.toString(manner.maxInFlight()));
        all.put("IM_REJECT_THRESHOLD_PERCENT", Integer.toString(manner.threshold()));
        if (manner.format() == Manner.Format.MAPPED) {
            all.put("IM_CREDIT_MAPPING", Export.MAPPING_AT);
        }
        all.putAll(more);
        return all;
    }

    private Platform platform() {
        return new Platform(
                clock(),
                this::sleep,
                () -> chance.split(),
                (connect, request) -> network(request),
                this::workers,
                this::signal);
    }

    /** A pull waits for its pages in a queue of its own, so it fetches them itself here. */
    private Workers workers(int count) {
        return world.history.kind().isPush() ? new TogetherWorkers(world.kernel, process, count) : Workers.caller();
    }

    Connector connector() {
        return connector;
    }

    boolean isNight() {
        return isNight;
    }

    boolean meetsFaults() {
        return state != Coverage.State.NONE;
    }

    Coverage.State state() {
        return state;
    }

    Invocation invocation() {
        return invocation;
    }

    /** An invocation begins, the machine being frozen until now. */
    Invocation begins(Coverage.State how) {
        state = how;
        invocation = new Invocation();
        invocation.isToStop = world.history.kind().isPush()
                && how != Coverage.State.RETRIES
                && world.disk.content(world.history.kind().stop()).isPresent();
        heldUp = Duration.ZERO;
        heldUpSince = Duration.ZERO;
        lastSent = world.kernel.now();
        return invocation;
    }

    /** How long nothing has left the machine, but for what calls of the store took. */
    Duration waitedInVain() {
        return Duration.between(lastSent, world.kernel.now()).minus(heldUpSince);
    }

    /** Whether calls of the store have taken up time that nobody can get back. */
    boolean wasHeldUp() {
        return heldUp.compareTo(Duration.ofSeconds(1)) > 0;
    }

    void storeFailed() {
        invocation.storeFailed = true;
    }

    Clock clock() {
        return new SkewedClock(ZoneOffset.UTC);
    }

    private final class SkewedClock extends Clock {

        private final ZoneId zone;

        SkewedClock(ZoneId zone) {
            this.zone = zone;
        }

        @Override
        public ZoneId getZone() {
            return zone;
        }

        @Override
        public Clock withZone(ZoneId other) {
            return new SkewedClock(other);
        }

        @Override
        public Instant instant() {
            return world.kernel.now().plus(skew);
        }
    }

    /** A call of a port begins: it may be the last, or a long one. */
    Optional<Fault> step() {
        return step(false);
    }

    /**
     * @param isRequest a request that leaves is not held back by a freeze, for nothing could be done about that
     * @return a fault that strikes once the call has taken effect
     */
    Optional<Fault> step(boolean isRequest) {
        Optional<Fault> later = Optional.empty();
        for (var fault : world.next(Trouble.Where.STEP, this)) {
            switch (fault.trouble()) {
                case KILLED -> {
                    world.met(fault, this);
                    process.kill();
                    throw new Kernel.KilledError();
                }
                case FROZEN -> {
                    if (isRequest) {
                        later = Optional.of(fault);
                    } else {
                        freeze(fault);
                    }
                }
                case CLOCK_FORWARD -> {
                    world.met(fault, this);
                    skew = skew.plusSeconds(1 + fault.detail() % 7_200);
                }
                case CLOCK_BACK -> {
                    world.met(fault, this);
                    skew = skew.minusSeconds(1 + fault.detail() % 7_200);
                }
                case STOPPED -> {
                    world.met(fault, this);
                    invocation.stoppedAt = world.kernel.now();
                    world.disk.put(world.history.kind().stop(), Tenant.utf8("{\"requestedBy\":\"somebody\"}"));
                }
                default -> later = Optional.of(fault);
            }
        }
        return later;
    }

    private void freeze(Fault fault) {
        world.met(fault, this);
        invocation.disturbed = true;
        holdStill(Duration.ofSeconds(1 + fault.detail() % 400));
    }

    /** A call has taken effect: what was planned for this moment strikes. */
    void tookEffect(Optional<Fault> fault, String what) {
        if (fault.isEmpty()) {
            return;
        }
        if (fault.get().trouble() == Trouble.FROZEN) {
            freeze(fault.get());
            return;
        }
        world.met(fault.get(), this);
        world.note(what + " had taken effect");
        process.kill();
        throw new Kernel.KilledError();
    }

    /** None of its tasks does anything for so long. */
    void holdStill(Duration duration) {
        heldUp = heldUp.plus(duration);
        heldUpSince = heldUpSince.plus(duration);
        world.kernel.holdStill(duration);
    }

    private void sleep(Duration duration) throws InterruptedException {
        step();
        world.kernel.sleep(duration);
    }

    /** Something has left the machine, so what it waited before was not in vain. */
    void hasSent() {
        lastSent = world.kernel.now();
        heldUpSince = Duration.ZERO;
    }

    private HttpExchange network(Duration requestTimeout) {
        return call -> world.traffic.send(this, call, requestTimeout);
    }

    private ClientCredentials credentials(Deadline deadline) throws InterruptedException {
        step();
        var fault = world.nextOne(Trouble.Where.SECRET, this);
        world.kernel.sleep(SECRET_LATENCY);
        if (fault.isPresent()) {
            world.met(fault.get(), this);
            throw new CredentialsException(
                    new Problem(CredentialsException.SECRET_UNREADABLE, "The secret cannot be read", "It is simulated"),
                    true);
        }
        var version = world.tokens.readableVersion();
        return new ClientCredentials(
                "im-writer", Tokens.secret(version), "version-" + version, Optional.of(World.START));
    }

    private Signal signal() {
        return new Signal() {

            private boolean given;

            @Override
            public void give() {
                given = true;
                // Whoever waits may be quicker than whoever gives.
                world.kernel.pause(Duration.ZERO);
            }

            @Override
            public boolean await(Duration limit) throws InterruptedException {
                return world.kernel.awaitInterruptibly(() -> given, limit);
            }
        };
    }

    @Override
    public String toString() {
        return process.name;
    }
}
