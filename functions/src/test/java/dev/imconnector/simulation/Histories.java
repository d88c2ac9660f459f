package dev.imconnector.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * Plays many histories: the seeds from 0 on that are always played, as many as the system property {@code seeds} says, or
 * the one that {@code seed} names.
 */
final class Histories {

    /** From so many on every trouble must have met every state. */
    private static final long ALL = 10_000;

    /** How many that go wrong are named; the first is made smaller and told. */
    private static final int NAMED = Integer.getInteger("named", 5);

    private final Kind kind;
    private final Function<World, Errand> errands;
    private final Coverage coverage = new Coverage();
    private final List<Play> broken = new ArrayList<>();
    private long played;

    private Histories(Kind kind, Function<World, Errand> errands) {
        this.kind = kind;
        this.errands = errands;
    }

    /** Plays them, and says what went wrong. */
    static void play(Kind kind) {
        play(kind, kind.errands());
    }

    /** @param errands makes the errand of each history */
    static void play(Kind kind, Function<World, Errand> errands) {
        var all = new Histories(kind, errands);
        Ears.listen(all::playAll);
        all.judge();
    }

    private void playAll() {
        var begun = System.nanoTime();
        for (var seed : seeds().toArray()) {
            var play = Play.of(Generator.history(kind, seed), coverage, errands);
            played++;
            if (play.isBroken()) {
                broken.add(play);
                if (broken.size() == NAMED) {
                    break;
                }
            }
        }
        if (played != kind.always) {
            System.out.println(kind + ": " + played + " histories in "
                    + Duration.ofNanos(System.nanoTime() - begun).toMillis() + " ms; which trouble met which state:\n"
                    + coverage.table(kind.troubles()));
        }
        if (!broken.isEmpty()) {
            broken.set(0, Shrinking.of(broken.get(0), errands));
        }
    }

    private LongStream seeds() {
        var seed = System.getProperty("seed");
        return seed == null
                ? LongStream.range(0, Long.getLong("seeds", kind.always))
                : LongStream.of(Long.parseLong(seed));
    }

    private void judge() {
        if (!broken.isEmpty()) {
            var others = new ArrayList<String>();
            broken.stream().skip(1).forEach(play -> others.add(play.history().seed() + ": " + play.violations()));
            throw new AssertionError(
                    "%d of %d histories go wrong. The first, made as small as it goes:%n%s%n%nOthers:%n%s"
                            .formatted(broken.size(), played, broken.get(0).report(), String.join("\n", others)));
        }
        if (played >= ALL) {
            assertThat(coverage.gaps(kind.troubles()))
                    .as("troubles that have never met a state")
                    .isEmpty();
        }
    }
}
