package dev.imconnector.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Makes a history that goes wrong smaller, as long as the same rule is broken: fewer faults, rows and invocations. */
final class Shrinking {

    private static final int MOST_PLAYS = 600;

    private final Function<World, Errand> errands;
    private final String rule;
    private int plays;
    private Play smallest;

    private Shrinking(Play broken, Function<World, Errand> errands) {
        this.errands = errands;
        smallest = broken;
        rule = rule(broken);
    }

    private static String rule(Play play) {
        return play.violations().get(0).split(":")[0];
    }

    static Play of(Play broken, Function<World, Errand> errands) {
        var shrinking = new Shrinking(broken, errands);
        shrinking.shrink();
        return shrinking.smallest;
    }

    private void shrink() {
        var before = -1;
        while (before != size() && plays < MOST_PLAYS) {
            before = size();
            fewer(smallest.history().faults(), history -> history::withFaults);
            fewer(smallest.history().rows(), history -> history::withRows);
            fewer(smallest.history().beside(), history -> history::withBeside);
            while (smallest.history().calls() > 1
                    && keeps(smallest.history().withCalls(smallest.history().calls() - 1))) {
                continue;
            }
        }
    }

    private int size() {
        var history = smallest.history();
        return history.faults().size()
                + history.rows().size()
                + history.beside().size()
                + history.calls();
    }

    /** Without halves, quarters, … and single ones of them. */
    private <T> void fewer(List<T> all, Function<History, Function<List<T>, History>> with) {
        var left = all;
        for (int length = Math.max(1, left.size() / 2); length >= 1; length /= 2) {
            for (int from = 0; from < left.size() && plays < MOST_PLAYS; ) {
                var without = new ArrayList<>(left);
                without.subList(from, Math.min(from + length, left.size())).clear();
                if (keeps(with.apply(smallest.history()).apply(without))) {
                    left = without;
                } else {
                    from += length;
                }
            }
        }
    }

    private boolean keeps(History smaller) {
        plays++;
        var play = Play.of(smaller, new Coverage(), errands);
        if (play.violations().stream().anyMatch(violation -> violation.startsWith(rule))) {
            smallest = play;
            return true;
        }
        return false;
    }
}
