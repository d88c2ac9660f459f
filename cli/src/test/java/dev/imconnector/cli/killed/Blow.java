package dev.imconnector.cli.killed;

import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * How one process of a history is to end before its time.
 *
 * @param manner what it is sent
 * @param moment when, as a share of the life of a process that nobody ends; used when {@code change} is 0
 * @param change when, as the number of a change in the run's folders after which it happens; 0: by time
 * @param micros how long after that change, in microseconds
 * @param second a second process of the same run beside it, or null
 */
record Blow(Manner manner, double moment, int change, int micros, Second second) {

    /** What a process can be sent. */
    enum Manner {
        KILL,
        TERM,
        INT,
        TERM_THEN_KILL
    }

    /**
     * @param begins how long after the first one, as a share of a life
     * @param once whether it calls the function once, or waits until the first one is gone
     * @param moment when it is killed, as a share of a life after its start
     */
    record Second(double begins, boolean once, double moment) {}

    private static final int MOST_MICROS = 4_000;

    /** @param changes how many there are about in the life of a process that nobody ends */
    static Blow by(RandomGenerator random, int changes) {
        var manner = Manner.values()[Math.max(0, random.nextInt(10) - 6)];
        var change = random.nextInt(2) == 0 ? 0 : 1 + random.nextInt(changes);
        var second = random.nextInt(4) == 0
                ? new Second(random.nextDouble() / 2, random.nextBoolean(), random.nextDouble())
                : null;
        return new Blow(manner, random.nextDouble(), change, random.nextInt(MOST_MICROS), second);
    }

    @Override
    public String toString() {
        var when = change == 0
                ? String.format(Locale.ROOT, "at %.3f of a life", moment)
                : "%,d us after change %d".formatted(micros, change);
        return manner + " " + when + (second == null ? "" : ", " + second);
    }
}
