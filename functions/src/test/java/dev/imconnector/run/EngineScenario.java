package dev.imconnector.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.problem.Problem;
import dev.imconnector.store.Location;
import dev.imconnector.testkit.MemoryStore;
import dev.imconnector.testkit.RecordingSleeper;
import dev.imconnector.testkit.SettableClock;
import dev.imconnector.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A run whose job does what it is told by the fields, and notes what it is asked to do. */
final class EngineScenario {

    static final Location RUNS = Location.parse("file:///runs/");
    static final Location LEFTOVER = RUNS.resolve("night/parts/one");

    final SettableClock clock = new SettableClock();
    final MemoryStore store = new MemoryStore();
    final List<String> events = new ArrayList<>();
    RunKind kind = RunKind.CREDIT_PUSH;
    Step goOn = () -> {};
    Step compose = () -> {};
    boolean isAlwaysWhole = true;
    boolean means = true;
    boolean isRetried;
    int state;
    private RunProgress progress;
    Optional<GiveUpPolicy> giveUp = Optional.of(new GiveUpPolicy(Duration.ofHours(2), Duration.ofHours(8)));
    private RunSession session;
    private final AtomicInteger owners = new AtomicInteger();
    private final RunRecords records = new RunRecords(store, RUNS, clock);
    private final RunEngine engine = new RunEngine(
            new RunHost(
                    clock,
                    new RecordingSleeper(clock),
                    count -> Workers.caller(),
                    () -> "owner-" + owners.incrementAndGet(),
                    "test"),
            records,
            store,
            Duration.ofSeconds(60),
            () -> RequestCounts.NONE);

    /** Something that the job does. */
    @FunctionalInterface
    interface Step {
        void run() throws InterruptedException;
    }

    RunRecord run() {
        return run(false);
    }

    RunRecord retry() {
        return run(true);
    }

    private RunRecord run(boolean retries) {
        return engine.run(
                kind, Optional.of("night"), () -> new Job(retries), Deadline.after(Duration.ofMinutes(15), clock));
    }

    RunRecord stored() {
        return records.find(new RunId("night")).orElseThrow().run();
    }

    StopRequest stopRequest() {
        return engine.stopRequest(new RunId("night"));
    }

    /** To be called by what {@link #goOn} does. */
    void checkpoint() {
        session.journal().checkpoint();
    }

    private final class Job implements RunJob {

        private final boolean retries;

        Job(boolean retries) {
            this.retries = retries;
        }

        @Override
        public RunKind kind() {
            return kind;
        }

        @Override
        public RunId runId() {
            return new RunId("night");
        }

        @Override
        public boolean retries() {
            return retries;
        }

        @Override
        public void mustMean(RunRecord run) {
            events.add("mustMean");
            check(run);
        }

        private void check(RunRecord run) {
            if (!means) {
                throw new RunException(new Problem("RUN_INPUT_DIFFERS", "Not " + run.runId(), "Ask for another"));
            }
        }

        @Override
        public void begin(RunRecord run, Instant now) {
            events.add("begin");
            progress = RunProgress.since(now);
        }

        @Override
        public void resume(RunRecord run, Instant now) {
            events.add("resume");
            check(run);
        }

        @Override
        public RunWork work(RunSession held) {
            session = held;
            isRetried = held.isRetried();
            return new Work();
        }
    }

    private final class Work implements RunWork {

        @Override
        public boolean goOn() throws InterruptedException {
            events.add("goOn");
            goOn.run();
            return true;
        }

        @Override
        public Optional<Problem> compose(Optional<Problem> failure) {
            events.add("compose" + failure.map(why -> " " + why.code()).orElse(""));
            try {
                compose.run();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            store.write(LEFTOVER, new byte[1]);
            return failure;
        }

        @Override
        public List<Location> leftovers() {
            return List.of(LEFTOVER);
        }

        @Override
        public void leave() {
            events.add("leave");
        }

        @Override
        public ObjectNode checkpoint() {
            return RunRecords.json().createObjectNode().put("state", state);
        }

        @Override
        public boolean isAlwaysWhole() {
            return isAlwaysWhole;
        }

        @Override
        public Optional<GiveUp> giveUp() {
            return giveUp.map(policy -> new GiveUp(progress, policy));
        }

        @Override
        public EndReport report() {
            return (run, folder) -> events.add("report " + run.status());
        }
    }
}
