package dev.imconnector.cli.killed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code im push} and {@code im pull} as people run them, in processes that die at random moments: as many kills as the
 * system property {@code kills} says. What happens comes from seeds, and {@code seed} plays the history of one; a moment
 * is a share of a life, which is measured first, so it is the same one only roughly.
 */
@Tag("simulation")
@EnabledIfSystemProperty(
        named = "kills",
        matches = "[0-9]+",
        disabledReason = "-Psimulation plays it; of each build RealProcessTest kills some processes")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there processes take no signals")
class KilledProcessTest {

    private static final int KILLS = Integer.getInteger("kills", 0);

    private static final int CHANGES_OF_A_PUSH = 24;
    private static final int CHANGES_OF_A_PULL = 8;

    /** From so many on every state must have met one. */
    private static final int MANY = 200;

    /** Of the sandbox, by its dialect. */
    private static final Map<String, List<String>> SWITCHES = Map.of(
            "course",
            List.of(
                    "late-seconds=1",
                    "retry-after=1",
                    "results=14000",
                    "max-top=1000",
                    "row-order=stable",
                    "reject-ref=" + PushErrand.REJECTED_BY_IM),
            "tenant",
            List.of("late-seconds=1", "retry-after=1", "results=2000"));

    @TempDir
    private Path home;

    private final Map<String, SandboxProcess> sandboxes = new HashMap<>();
    private final Map<String, Duration> lives = new HashMap<>();
    private final Tally tally = new Tally();

    @AfterEach
    void stop() {
        sandboxes.values().forEach(SandboxProcess::close);
    }

    @Test
    void a_push_that_is_killed_and_called_again_loses_and_doubles_nothing() throws Exception {
        play("write", CHANGES_OF_A_PUSH, PushErrand::new);
        isSpread("not begun", "reading", "sending");
    }

    @Test
    void a_pull_that_is_killed_and_called_again_has_each_row_once_and_a_manifest_only_when_it_is_whole()
            throws Exception {
        play("read", CHANGES_OF_A_PULL, PullErrand::new);
        isSpread("not begun", "first part");
    }

    private void isSpread(String... states) {
        if (KILLS >= MANY && System.getProperty("seed") == null) {
            assertThat(tally.killedWhile()).as("states in which a kill came").containsKeys(states);
        }
    }

    private void play(String target, int changes, BiFunction<Plan, Path, Errand> errands) throws Exception {
        var given = System.getProperty("seed");
        var seed = given == null ? System.nanoTime() : Long.parseLong(given);
        System.out.println("Processes that are killed, seeds from " + seed + " on");
        var histories = 0;
        var begun = System.nanoTime();
        do {
            var plan = Plan.of(seed + histories, target, changes);
            history(plan, "history-" + histories, errands, life(plan, target, errands))
                    .play();
            histories++;
        } while (given == null && tally.kills() < KILLS);
        System.out.printf(
                "%s: %d histories, %s; %d s%n",
                target,
                histories,
                tally,
                Duration.ofNanos(System.nanoTime() - begun).toSeconds());
    }

    private KilledHistory history(Plan plan, String name, BiFunction<Plan, Path, Errand> errands, Duration life)
            throws Exception {
        var folder = Files.createDirectories(home.resolve(name));
        return new KilledHistory(plan, folder, sandbox(plan.dialect()), errands.apply(plan, folder), life, tally);
    }

    /** Measured once for each dialect and latency. */
    private Duration life(Plan plan, String target, BiFunction<Plan, Path, Errand> errands) throws Exception {
        var name = plan.dialect() + "-" + plan.latencyMillis();
        if (!lives.containsKey(name)) {
            var undisturbed = new Plan(~plan.seed(), plan.tenant(), "", plan.latencyMillis(), false, List.of());
            lives.put(
                    name,
                    history(undisturbed, "undisturbed-" + name, errands, null).lifeUndisturbed());
            System.out.printf(
                    "Life of a process, %s %s: %,d ms%n",
                    target, name, lives.get(name).toMillis());
        }
        return lives.get(name);
    }

    private SandboxProcess sandbox(String dialect) throws Exception {
        if (!sandboxes.containsKey(dialect)) {
            sandboxes.put(dialect, SandboxProcess.start(home.resolve("sandbox"), dialect, SWITCHES.get(dialect)));
        }
        return sandboxes.get(dialect);
    }
}
