package dev.imconnector.simulation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which trouble has met a run in which state, over many histories. Safe for use by several threads. */
final class Coverage {

    /** What the run was when the invocation came to it. */
    enum State {
        /** No trouble meets it: an invocation that leaves the run alone. */
        NONE,
        BEGINS,
        GOES_ON,
        /** After an invocation that has died. */
        TAKES_OVER,
        /** After an end that was FAILED. */
        RETRIES,
        /** Another invocation has it. */
        HELD;

        static List<State> all() {
            return List.of(BEGINS, GOES_ON, TAKES_OVER, RETRIES);
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    private final Map<Trouble, Map<State, Long>> met = new EnumMap<>(Trouble.class);

    synchronized void met(Trouble trouble, State state) {
        met.computeIfAbsent(trouble, key -> new EnumMap<>(State.class)).merge(state, 1L, Long::sum);
    }

    synchronized void add(Coverage other) {
        other.met.forEach((trouble, byState) -> byState.forEach((state, count) ->
                met.computeIfAbsent(trouble, key -> new EnumMap<>(State.class)).merge(state, count, Long::sum)));
    }

    private long count(Trouble trouble, State state) {
        return met.getOrDefault(trouble, Map.of()).getOrDefault(state, 0L);
    }

    /** The troubles and states that have never met. */
    synchronized List<String> gaps(Set<Trouble> troubles) {
        var gaps = new ArrayList<String>();
        for (var trouble : troubles) {
            State.all().stream()
                    .filter(state -> count(trouble, state) == 0)
                    .map(state -> trouble + " in " + state)
                    .forEach(gaps::add);
        }
        return gaps;
    }

    synchronized String table(Set<Trouble> troubles) {
        var lines = new ArrayList<String>();
        var head = new StringBuilder("%-30s".formatted("trouble"));
        State.all().forEach(state -> head.append("%12s".formatted(state.name())));
        lines.add(head.toString());
        troubles.forEach(trouble -> {
            var line = new StringBuilder("%-30s".formatted(trouble));
            State.all().forEach(state -> line.append("%12d".formatted(count(trouble, state))));
            lines.add(line.toString());
        });
        return String.join("\n", lines);
    }
}
