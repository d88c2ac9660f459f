package dev.imconnector.simulation;

import dev.imconnector.credit.CreditField;
import dev.imconnector.credit.RawCredit;
import dev.imconnector.im.CallTimes;
import dev.imconnector.im.dialect.CreditVerdict;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.push.inline.InlineBatch;
import dev.imconnector.push.inline.InlineOutcome;
import dev.imconnector.push.inline.InlineResult;
import dev.imconnector.time.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Plays a caller of {@code POST /credits}, who sends those again of which he does not know what became of them: whatever he is told on
 * the way must be true.
 */
final class InlineCalls {

    private static final Duration TIME = Duration.ofSeconds(25);
    private static final int MOST_CALLS = 150;
    private static final int MOST_TROUBLED = 6;

    private final World world;
    private final List<Row> rows;
    private Machine machine;
    private int machines;
    private final Map<Row, InlineOutcome> known = new HashMap<>();
    private boolean wasAnswered;

    InlineCalls(World world) {
        this.world = world;
        this.rows = world.history.rows().stream()
                .filter(row -> row.kind() != Row.Kind.TOO_MANY_FIELDS)
                .toList();
    }

    void play() {
        world.errand.prepare();
        world.kernel.play(new Kernel.Process("outside"), () -> {
            for (int call = 0; call < MOST_CALLS && !isSettled(); call++) {
                if (call == MOST_TROUBLED) {
                    world.faultsAreOver();
                }
                call(state(call));
                world.kernel.pause(Duration.ofSeconds(world.chance.nextInt(1, 90)));
            }
        });
        takeAccount();
    }

    private Coverage.State state(int call) {
        if (call == 0) {
            return Coverage.State.BEGINS;
        }
        if (machine.process.isKilled()) {
            return Coverage.State.TAKES_OVER;
        }
        return !wasAnswered ? Coverage.State.RETRIES : Coverage.State.GOES_ON;
    }

    private boolean isSettled() {
        return known.size() == rows.size();
    }

    private List<Row> open() {
        return rows.stream().filter(row -> !known.containsKey(row)).toList();
    }

    private void call(Coverage.State state) {
        if (machine == null || machine.process.isKilled()) {
            machine = new Machine(world, "API " + ++machines, false);
        }
        var mine = machine;
        mine.begins(state);
        mine.process.endAt(world.kernel.now().plus(TIME).plusSeconds(4));
        world.errand.look();
        var before = Set.copyOf(world.tenant.credits().keySet());
        wasAnswered = false;
        var sent = open();
        var answer = new InlineResult[1];
        var problem = new ProblemException[1];
        var task = world.kernel.begin(mine.process, () -> {
            try {
                answer[0] = push(mine, sent);
            } catch (ProblemException e) {
                problem[0] = e;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        world.kernel.await(task::isDone, Kernel.NEVER);
        mine.process.endAt(Kernel.NEVER);
        world.errand.look();
        if (task.failure() != null) {
            world.violated("Every error is one that the connector knows", RunAnswers.trace(task.failure()));
        }
        if (problem[0] != null) {
            world.note(mine + " is told " + problem[0].getMessage());
            world.seen("What " + mine + " is told", RunAnswers.trace(problem[0]));
            nothingWasSent(before, problem[0]);
        }
        if (answer[0] != null) {
            wasAnswered = true;
            learn(mine, sent, answer[0]);
        }
    }

    private void learn(Machine from, List<Row> sent, InlineResult answer) {
        world.note(from + " is told " + answer.outcomes());
        world.seen("The answer of " + from, answer.outcomes().toString());
        ByTheApi.check(world, sent, answer);
        for (int i = 0; i < sent.size(); i++) {
            if (answer.outcomes().get(i).outcome() != CreditVerdict.Kind.UNKNOWN) {
                known.put(sent.get(i), answer.outcomes().get(i));
            }
        }
    }

    /** An error instead of outcomes says that nothing reached IM. */
    private void nothingWasSent(Set<String> before, ProblemException why) {
        var after = new HashSet<>(world.tenant.credits().keySet());
        after.removeAll(before);
        // What an earlier request had on its way may arrive meanwhile.
        var mayBeLate =
                world.history.faults().stream().anyMatch(fault -> fault.trouble() == Trouble.IM_STALL_DONE_LATE);
        if (!after.isEmpty() && !mayBeLate) {
            world.violated(
                    "An error without outcomes means that nothing was sent",
                    after + " are there, and " + why.getMessage());
        }
    }

    private InlineResult push(Machine on, List<Row> sent) throws InterruptedException {
        var batch = new InlineBatch();
        sent.forEach(row -> batch.add(raw(row)));
        var deadline = Deadline.after(TIME, on.clock());
        var times = new CallTimes(deadline.minus(Duration.ofSeconds(10)), deadline);
        return on.connector().writeDesk().credits().push(batch, times, () -> {});
    }

    /** As in a request, in place of a file. */
    static RawCredit raw(Row row) {
        var raw = new RawCredit();
        var cells = Export.cells(row);
        var fields = CreditField.values();
        for (int i = 0; i < fields.length; i++) {
            raw.set(fields[i], cells.get(i));
        }
        return raw;
    }

    private void takeAccount() {
        if (!isSettled()) {
            world.violated("A caller comes to know what became of each credit", "after " + MOST_CALLS + " calls");
            return;
        }
        world.errand.look();
        var placed = new ArrayList<String>();
        for (var row : rows) {
            var isInIm = known.get(row).outcome().isInIm();
            var credit = world.tenant.credits().get(row.sourceRef());
            if (isInIm
                    && !credit.has("by")
                    && !row.isAmount(credit.path("amount").decimalValue(), world.history.kind())) {
                world.violated("A credit is in IM as it was in the request", row + " is " + credit);
            }
            if (row.kind().isSound()
                    && !isInIm
                    && !isConflicting(row)
                    && !world.tenant.refused().contains(row.sourceRef())) {
                world.violated("Every valid credit is in IM", row + " is " + known.get(row));
            }
            if (!row.kind().isSound() && isInIm) {
                placed.add(row.toString());
            }
        }
        if (!placed.isEmpty()) {
            world.violated("A broken credit is not said to be in IM", placed.toString());
        }
    }

    private boolean isConflicting(Row row) {
        return rows.stream()
                .filter(other -> other.kind().isSound())
                .anyMatch(other -> other.sourceRef().equals(row.sourceRef()) && !other.hasContentOf(row));
    }
}
