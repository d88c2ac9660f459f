package dev.imconnector.cli.killed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One run whose processes are ended before their time, until one may end it; then the account is taken. */
final class KilledHistory {

    /** What CtrlC promises is 20 s; on a busy machine a process takes some more to be gone. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(40);

    private static final Duration LONGEST_LIFE = Duration.ofSeconds(120);

    /** By then what is to be carried out late has been: a lease is longer than that. */
    private static final Duration LATE = Duration.ofMillis(1_500);

    private static final int MOST_CALLS = 8;
    private static final int KILLED = 137;

    private final Plan plan;
    private final Path home;
    private final SandboxProcess sandbox;
    private final Errand errand;
    private final RunFolder run;
    private final Duration life;
    private final Tally tally;
    private final List<String> told = new ArrayList<>();
    private int processes;

    KilledHistory(Plan plan, Path home, SandboxProcess sandbox, Errand errand, Duration life, Tally tally) {
        this.plan = plan;
        this.home = home;
        this.sandbox = sandbox;
        this.errand = errand;
        this.run = new RunFolder(home.resolve(".im/runs").resolve(Errand.RUN));
        this.life = life;
        this.tally = tally;
    }

    /** @throws AssertionError with what happened, when the account is not right */
    void play() throws Exception {
        try {
            sandbox.set(Map.of("fault", plan.faults(), "latency-ms", String.valueOf(plan.latencyMillis())));
            for (var blow : plan.blows()) {
                if (run.isCompleted()) {
                    break;
                }
                strike(blow);
                errand.mustBeWholeSoFar(run);
            }
            sandbox.set(Map.of("fault", "", "latency-ms", "0"));
            playToTheEnd();
            errand.mustBeWholeSoFar(run);
            errand.mustBeAllThere(run, sandbox);
        } catch (AssertionError | Exception e) {
            throw new AssertionError(
                    "-Dseed=%d breaks it (%s, faults '%s'), after %s:%n%s%n%s"
                            .formatted(plan.seed(), plan.dialect(), plan.faults(), tally, String.join("\n", told), e),
                    e);
        }
    }

    /** How long a run takes that nobody disturbs. */
    Duration lifeUndisturbed() throws Exception {
        sandbox.set(Map.of("fault", "", "latency-ms", String.valueOf(plan.latencyMillis())));
        try (var process = start(errand.words())) {
            assertThat(process.endsWithin(LONGEST_LIFE)).isTrue();
            assertThat(process.status()).as(process.err()).isIn(0, 3);
            var took = process.age();
            errand.mustBeAllThere(run, sandbox);
            return took;
        }
    }

    private ImProcess start(List<String> words) throws IOException {
        var environment = new HashMap<>(sandbox.variables());
        environment.put("IM_REQUESTS_PER_MINUTE", "0");
        environment.put("IM_REQUEST_TIMEOUT_SECONDS", "1");
        environment.putAll(errand.settings());
        return ImProcess.start(home, "process-" + ++processes, environment, words);
    }

    private List<String> words(String... more) throws IOException {
        var words = new ArrayList<>(errand.words());
        if (run.hasFailed()) {
            words.add("--retry");
        }
        words.addAll(List.of(more));
        return words;
    }

    private void strike(Blow blow) throws Exception {
        try (var first = start(words())) {
            if (blow.second() == null) {
                end(first, blow);
            } else {
                first.endsWithin(share(blow.second().begins()));
                try (var second = blow.second().once() ? start(words("--once")) : start(words())) {
                    end(first, blow);
                    killAt(second, share(blow.second().moment()));
                }
            }
        }
        if (plan.faults().contains("drop-late")) {
            TimeUnit.NANOSECONDS.sleep(LATE.toNanos());
        }
        if (!plan.waitsForTheLease()) {
            run.endLease();
        }
    }

    private Duration share(double ofALife) {
        return Duration.ofNanos((long) (life.toNanos() * ofALife));
    }

    private void end(ImProcess process, Blow blow) throws Exception {
        if (blow.change() == 0) {
            waitUntil(process, share(blow.moment()));
        } else {
            var changes = new Changes(errand.folders());
            while (process.isAlive() && changes.count() < blow.change()) {
                LockSupport.parkNanos(100_000);
            }
            waitUntil(process, process.age().plusNanos(TimeUnit.MICROSECONDS.toNanos(blow.micros())));
        }
        switch (blow.manner()) {
            case KILL -> kill(process, blow.toString());
            case TERM, INT -> {
                process.signal(blow.manner().name());
                assertThat(process.endsWithin(LONGEST_STOP))
                        .as("stops in time: %s", blow)
                        .isTrue();
                tally.stopped();
                tell(process, blow.toString());
            }
            case TERM_THEN_KILL -> {
                process.signal("TERM");
                waitUntil(process, process.age().plus(Duration.ofMillis(blow.micros() / 4)));
                kill(process, blow.toString());
            }
        }
    }

    private static void waitUntil(ImProcess process, Duration age) throws InterruptedException {
        process.endsWithin(age.minus(process.age()));
    }

    private void killAt(ImProcess process, Duration age) throws Exception {
        waitUntil(process, age);
        kill(process, "the second");
    }

    private void kill(ImProcess process, String blow) throws Exception {
        process.kill();
        if (process.status() == KILLED) {
            tally.killed(errand.state(run.run()));
        }
        tell(process, blow);
    }

    private void tell(ImProcess process, String blow) throws IOException {
        told.add("%s: ended with %d after %,d ms, the run is %s"
                .formatted(blow, process.status(), process.age().toMillis(), errand.state(run.run())));
    }

    private void playToTheEnd() throws Exception {
        for (int call = 1; !run.isCompleted(); call++) {
            assertThat(call).as("calls until it ended: %s", run.run()).isLessThanOrEqualTo(MOST_CALLS);
            try (var process = start(words())) {
                assertThat(process.endsWithin(LONGEST_LIFE))
                        .as("ends: %s", process.err())
                        .isTrue();
                tell(process, "undisturbed");
                assertThat(process.status()).as(process.err()).isIn(0, 3, 4, 5);
            }
        }
    }
}
