package dev.imconnector.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Virtual time for several tasks, of which exactly one runs at any moment: a task hands over when it waits, and time goes on
 * only when all of them do. Which one goes on is decided by time, and by the seed where several could: so a history takes the
 * same course whenever it is played. Tasks keep their stacks on threads of a pool; nothing of this class is used by two of
 * them at a time.
 */
final class Kernel {

    /** Far beyond whatever happens. */
    static final Instant NEVER = Instant.parse("2126-01-01T00:00:00Z");

    private static final int MOST_STEPS = 400_000;

    private static final ExecutorService THREADS = Executors.newCachedThreadPool(task -> {
        var thread = new Thread(task, "simulated");
        thread.setDaemon(true);
        return thread;
    });

    private final SplittableRandom chance;
    private final List<Task> tasks = new ArrayList<>();
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private Instant now;
    private Task operator;
    private Task running;
    private long steps;
    private long eventsSoFar;
    private boolean isOver;
    private String stuck;

    /** The process was killed: unwinds whatever it was doing, and none of its calls has an effect any more. */
    static final class KilledError extends Error {

        private static final long serialVersionUID = 1L;

        KilledError() {
            super("killed", null, false, false);
        }
    }

    /** A task waits for what can never come, or never ends. */
    static final class StuckError extends Error {

        private static final long serialVersionUID = 1L;

        StuckError(String how) {
            super(how);
        }
    }

    /** What is frozen or killed as a whole. */
    static final class Process {

        final String name;
        private boolean killed;
        private Task holder;
        private Instant end = NEVER;

        Process(String name) {
            this.name = name;
        }

        boolean isKilled() {
            return killed;
        }

        /** From now on none of its tasks does anything. */
        void kill() {
            killed = true;
        }

        /** It is killed then, if it is still at work. */
        void endAt(Instant moment) {
            end = moment;
        }

        private void mustLive() {
            if (killed) {
                throw new KilledError();
            }
        }
    }

    private record Event(Instant at, long number, Runnable what) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            var byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    /** One course of action, with a stack of its own. */
    final class Task {

        private final Process process;
        private final Runnable what;
        private Instant wake;
        private BooleanSupplier condition;
        private boolean interruptible;
        private boolean interrupted;
        private boolean done;
        private Throwable failure;
        private Thread thread;
        private volatile boolean turn;

        private Task(Process process, Runnable what, Instant wake) {
            this.process = process;
            this.what = what;
            this.wake = wake;
        }

        boolean isDone() {
            return done;
        }

        /** What ended it, other than its process being killed; or null. */
        Throwable failure() {
            return failure;
        }

        /** Its next wait ends by an {@link InterruptedException}. */
        void interrupt() {
            interrupted = true;
        }

        private Instant goesOnAt() {
            if (process.killed) {
                return now;
            }
            if (this == operator && stuck != null) {
                return now;
            }
            var at = interruptible && interrupted || condition != null && condition.getAsBoolean() ? now : wake;
            if (process.holder != null && process.holder != this) {
                at = NEVER;
            }
            return at.isAfter(process.end) ? process.end : at;
        }

        private void body() {
            thread = Thread.currentThread();
            try {
                afterWaiting();
                what.run();
            } catch (KilledError e) {
                // That is how a killed process ends.
                failure = null;
            } catch (Throwable e) {
                failure = e;
            }
            done = true;
            tasks.remove(this);
            Thread.interrupted();
            handOver(this);
        }

        private void awaitTurn() {
            while (!turn) {
                LockSupport.park(Kernel.this);
                if (Thread.interrupted()) {
                    interrupted = true;
                }
            }
        }

        private void afterWaiting() {
            if (!process.killed && !now.isBefore(process.end)) {
                process.kill();
            }
            process.mustLive();
        }
    }

    Kernel(long seed, Instant start) {
        chance = new SplittableRandom(seed);
        now = start;
    }

    /** The true time, whatever a process's clock says. */
    Instant now() {
        return now;
    }

    /** Plays: the operator is the first task, and all others end with it. */
    void play(Process outside, Runnable operation) {
        var first = new Task(outside, operation, now);
        first.thread = Thread.currentThread();
        operator = first;
        running = first;
        tasks.add(first);
        try {
            operation.run();
        } finally {
            isOver = true;
            stuck = null;
            tasks.forEach(task -> {
                if (task != first) {
                    task.process.kill();
                }
            });
            await(() -> tasks.size() == 1, NEVER);
        }
    }

    /** Has another task begin now. */
    Task begin(Process process, Runnable what) {
        var task = new Task(process, what, now);
        tasks.add(task);
        return task;
    }

    /** Something outside of all processes happens then; it must not wait for anything. */
    void at(Instant moment, Runnable what) {
        events.add(new Event(moment, eventsSoFar++, what));
    }

    /** The running task waits; not to be interrupted. */
    void pause(Duration duration) {
        await(() -> false, duration.isNegative() ? now : now.plus(duration), false);
    }

    /** The running task waits, and no other one of its process does anything before it goes on. */
    void holdStill(Duration duration) {
        var process = running.process;
        process.holder = running;
        try {
            pause(duration);
        } finally {
            process.holder = null;
        }
    }

    /** The running task sleeps. */
    void sleep(Duration duration) throws InterruptedException {
        mustNotBeInterrupted();
        await(() -> false, duration.isNegative() ? now : now.plus(duration), true);
        mustNotBeInterrupted();
    }

    /** The running task waits for something, or until then. */
    boolean await(BooleanSupplier condition, Instant until) {
        return await(condition, until, false);
    }

    /** As {@link #await}, unless the task is interrupted meanwhile. */
    boolean awaitInterruptibly(BooleanSupplier condition, Duration limit) throws InterruptedException {
        mustNotBeInterrupted();
        var met = await(condition, now.plus(limit), true);
        mustNotBeInterrupted();
        return met;
    }

    private boolean await(BooleanSupplier condition, Instant until, boolean interruptibly) {
        var me = running;
        me.process.mustLive();
        if (condition.getAsBoolean()) {
            return true;
        }
        me.interruptible = interruptibly;
        me.condition = condition;
        me.wake = until;
        handOver(me);
        me.condition = null;
        if (me == operator && stuck != null) {
            throw new StuckError(stuck);
        }
        me.afterWaiting();
        return condition.getAsBoolean();
    }

    /** @throws InterruptedException when the running task was */
    void mustNotBeInterrupted() throws InterruptedException {
        if (Thread.interrupted() | running.interrupted) {
            running.interrupted = false;
            throw new InterruptedException();
        }
    }

    private void handOver(Task from) {
        var next = next();
        if (next == null) {
            return;
        }
        running = next;
        if (next == from) {
            return;
        }
        from.turn = false;
        next.turn = true;
        if (next.thread == null) {
            THREADS.execute(next::body);
        } else {
            LockSupport.unpark(next.thread);
        }
        if (!from.done) {
            from.awaitTurn();
        }
    }

    /** The task that goes on first; time goes on to that moment, and what lies before it happens. */
    private Task next() {
        if (tasks.isEmpty()) {
            return null;
        }
        while (true) {
            if (++steps > MOST_STEPS && !isOver) {
                stuck = "The history does not end";
            }
            var first = NEVER;
            var candidates = new ArrayList<Task>(4);
            for (var task : tasks) {
                var at = task.goesOnAt();
                if (at.isBefore(first)) {
                    candidates.clear();
                    first = at;
                }
                if (at.equals(first)) {
                    candidates.add(task);
                }
            }
            if (!events.isEmpty() && !events.peek().at().isAfter(first)) {
                var event = events.remove();
                advance(event.at());
                event.what().run();
                continue;
            }
            if (candidates.isEmpty() || first.equals(NEVER)) {
                stuck = "All tasks wait, and nothing will happen";
                continue;
            }
            advance(first);
            return candidates.size() == 1 ? candidates.get(0) : candidates.get(chance.nextInt(candidates.size()));
        }
    }

    private void advance(Instant moment) {
        if (moment.isAfter(now)) {
            now = moment;
        }
    }
}
