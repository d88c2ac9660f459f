package dev.imconnector.simulation;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunRecords;
import dev.imconnector.run.RunStatus;
import dev.imconnector.store.StoreException;
import dev.imconnector.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Plays a night: calls the push as the workflow does, again and again until the run has ended for good. */
final class Night {

    private static final Duration LONG = Duration.ofMinutes(15);
    private static final int MOST_CALLS = 150;
    private static final int MOST_RETRIES = 6;

    private final World world;
    private final Kernel.Process outside = new Kernel.Process("outside");
    private final List<Kernel.Task> beside = new ArrayList<>();
    private Machine machine;
    private int machines;
    private RunRecord last;
    private boolean dead;

    Night(World world) {
        this.world = world;
    }

    /** Plays it, and takes the account. */
    void play() {
        world.errand.prepare();
        world.kernel.play(outside, () -> {
            whileFaultsLast();
            world.faultsAreOver();
            if (world.deployment.rollBack()) {
                machine = null;
            }
            toTheEnd();
            world.kernel.await(() -> beside.stream().allMatch(Kernel.Task::isDone), Kernel.NEVER);
            onceMore();
        });
        world.errand.takeAccount(last);
    }

    private void whileFaultsLast() {
        for (int call = 0; call < world.history.calls() && !isOver(); call++) {
            troubledCall();
            waitForTheNext();
        }
    }

    private boolean isOver() {
        return last != null && last.status() == RunStatus.COMPLETED && !last.isDryRun() && !dead;
    }

    private void troubledCall() {
        var state = state();
        if (state == Coverage.State.HELD) {
            call(Coverage.State.HELD, LONG);
            return;
        }
        var probe = new Machine(world, "nobody", false);
        probe.begins(state);
        var time = LONG;
        Kernel.Task other = null;
        for (var fault : world.next(Trouble.Where.CALL, probe)) {
            world.met(fault, probe);
            switch (fault.trouble()) {
                case SHORT_OF_TIME -> time = Duration.ofMillis(2_000 + fault.detail() % 40_000);
                case COLD -> machine = null;
                case DEPLOYED -> {
                    world.deployment.roll();
                    machine = null;
                }
                case TWO_AT_ONCE -> other = begin(Duration.ofMillis(fault.detail() % 100_000), this::another);
                case API_BESIDE ->
                    begin(
                            Duration.ofMillis(fault.detail() % 60_000),
                            () -> world.errand.beside(newMachine("API", false)));
                default -> throw new IllegalArgumentException(fault.toString());
            }
        }
        call(state, time);
        var second = other;
        if (second != null) {
            world.kernel.await(second::isDone, Kernel.NEVER);
        }
    }

    private Kernel.Task begin(Duration after, Runnable what) {
        var task = world.kernel.begin(new Kernel.Process("beside"), () -> {
            world.kernel.pause(after);
            what.run();
        });
        beside.add(task);
        return task;
    }

    private Coverage.State state() {
        var record = world.record();
        if (record == null) {
            return Coverage.State.BEGINS;
        }
        return switch (record.path("status").asText()) {
            case "INCOMPLETE" -> Coverage.State.GOES_ON;
            case "FAILED" -> Coverage.State.RETRIES;
            case "RUNNING" ->
                Instant.parse(record.path("lease").path("expiresAt").asText()).isAfter(world.kernel.now())
                        ? Coverage.State.HELD
                        : Coverage.State.TAKES_OVER;
            default -> record.path("dryRun").asBoolean() ? Coverage.State.BEGINS : Coverage.State.NONE;
        };
    }

    private Machine newMachine(String what, boolean night) {
        return new Machine(world, what + " " + ++machines, night);
    }

    private void call(Coverage.State state, Duration time) {
        if (machine == null || machine.process.isKilled()) {
            machine = newMachine(world.history.kind().name().toLowerCase(Locale.ROOT), true);
        }
        var mine = machine;
        var retry = state == Coverage.State.RETRIES;
        last = invoke(mine, state, retry, time);
        dead = last == null;
        if (last != null && world.errand.mayBeAnswered(last)) {
            last = stored();
        }
    }

    /** A second invocation of the same run, in an environment of its own. */
    private void another() {
        var second = newMachine(world.history.kind().name().toLowerCase(Locale.ROOT), true);
        invoke(second, state() == Coverage.State.HELD ? Coverage.State.HELD : state(), false, LONG);
    }

    /** @return the answer, or null when there was none */
    private RunRecord invoke(Machine on, Coverage.State state, boolean retry, Duration time) {
        var answer = new RunRecord[1];
        var invocation = on.begins(state);
        var begun = world.kernel.now();
        on.process.endAt(begun.plus(time));
        world.note(on + " is called, " + state + ", with " + time.toMillis() + " ms" + (retry ? ", to retry" : ""));
        var task = world.kernel.begin(on.process, () -> {
            answer[0] = world.errand.run(on, retry, Deadline.after(time, on.clock()));
        });
        world.kernel.await(task::isDone, Kernel.NEVER);
        ended(on, task, answer[0], begun, time);
        invocation.answered = answer[0] != null;
        on.process.endAt(Kernel.NEVER);
        return answer[0];
    }

    private void ended(Machine on, Kernel.Task task, RunRecord answer, Instant begun, Duration time) {
        if (on.process.isKilled()) {
            world.note(on + " is dead");
            if (!world.kernel.now().isBefore(begun.plus(time))
                    && !on.invocation().disturbed
                    && !world.haveClocksJumped()
                    && !on.wasHeldUp()) {
                world.violated("An invocation answers before its deadline", on + " had " + time.toMillis() + " ms");
            }
            return;
        }
        var failure = task.failure();
        if (failure == null) {
            world.note(on + " answers " + answer.status()
                    + answer.error()
                            .map(error -> " " + error.code() + ": " + error.message())
                            .orElse("")
                    + answer.resumeAfter()
                            .map(after -> ", again after " + after.toSeconds() + " s")
                            .orElse(""));
            world.seen("The answer of " + on, RunAnswers.text(answer));
            RunAnswers.check(world, on, answer);
            return;
        }
        world.note(on + " throws " + failure);
        world.seen("What " + on + " throws", RunAnswers.trace(failure));
        if (!(failure instanceof StoreException)) {
            world.violated("Only a store that cannot be used is thrown", RunAnswers.trace(failure));
        } else if (!on.invocation().storeFailed && !world.disk.hasLost()) {
            world.violated("The store is not blamed for nothing", RunAnswers.trace(failure));
        }
    }

    /** As the workflow waits. */
    private void waitForTheNext() {
        if (dead) {
            world.kernel.pause(Duration.ofSeconds(world.chance.nextInt(1, 100)));
        } else {
            world.kernel.pause(last.resumeAfter().orElse(Duration.ofSeconds(world.chance.nextInt(1, 100))));
        }
    }

    private void toTheEnd() {
        var retries = 0;
        for (int calls = 0; calls < MOST_CALLS && !isOver(); calls++) {
            var state = state();
            if (state == Coverage.State.RETRIES && (retries++ == MOST_RETRIES || isRightlyFailed())) {
                return;
            }
            call(state, LONG);
            if (isOver() || isRightlyFailed()) {
                return;
            }
            waitForTheNext();
        }
        if (!isOver()) {
            world.violated("The run ends", "after " + MOST_CALLS + " invocations without a fault it has not");
        }
    }

    private boolean isRightlyFailed() {
        return world.areFaultsOver()
                && last != null
                && last.status() == RunStatus.FAILED
                && world.errand.isRightlyFailed(last);
    }

    /** An ended run answers its record, and sends nothing. */
    private void onceMore() {
        if (last == null || !last.hasEnded()) {
            return;
        }
        var before = world.traffic.requestsOfTheNight();
        var again = invoke(
                newMachine(world.history.kind().name().toLowerCase(Locale.ROOT), true),
                Coverage.State.NONE,
                false,
                LONG);
        if (world.traffic.requestsOfTheNight() != before) {
            world.violated("A run that has ended sends nothing", "it was called again");
        }
        if (again == null || again.status() != last.status() && !world.errand.mayBeAnswered(again)) {
            world.violated("A run that has ended answers its record", again + " after " + last.status());
        }
    }

    private RunRecord stored() {
        try {
            return RunRecords.json().treeToValue(world.record(), RunRecord.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
