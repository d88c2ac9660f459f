package dev.imconnector.simulation;

import java.util.List;
import java.util.function.Function;

/**
 * A history that was played.
 *
 * @param violations what is not as it must be, in order; empty when all is
 * @param diary what has happened
 */
record Play(History history, List<String> violations, List<String> diary) {

    static Play of(History history, Coverage coverage, Function<World, Errand> errands) {
        var world = new World(history, coverage, errands);
        Ears.listenTo(world);
        try {
            if (history.kind().isInline()) {
                new InlineCalls(world).play();
            } else {
                new Night(world).play();
            }
        } catch (Kernel.StuckError e) {
            world.violated("A history ends", e.getMessage());
        } finally {
            world.errand.close();
            Ears.listenTo(null);
        }
        return new Play(history, world.violations(), world.diary());
    }

    boolean isBroken() {
        return !violations.isEmpty();
    }

    /** For people. */
    String report() {
        return history.script() + "\nWhat happened:\n  " + String.join("\n  ", diary) + "\nWhat is wrong:\n  "
                + String.join("\n  ", violations);
    }
}
