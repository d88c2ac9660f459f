package dev.imconnector.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * All that happens in one history: the same one takes the same course whenever it is played.
 *
 * @param seed of whatever is drawn while it is played
 * @param beside the rows that somebody sends by the API meanwhile
 * @param calls how many invocations there are while faults last
 */
record History(long seed, Kind kind, Manner manner, List<Row> rows, List<Row> beside, int calls, List<Fault> faults) {

    History {
        rows = List.copyOf(rows);
        beside = List.copyOf(beside);
        faults = List.copyOf(faults);
    }

    History withRows(List<Row> others) {
        return new History(seed, kind, manner, others, beside, calls, faults);
    }

    History withFaults(List<Fault> others) {
        return new History(seed, kind, manner, rows, beside, calls, others);
    }

    History withCalls(int others) {
        return new History(seed, kind, manner, rows, beside, others, faults);
    }

    History withBeside(List<Row> others) {
        return new History(seed, kind, manner, rows, others, calls, faults);
    }

    /** For people. */
    String script() {
        var lines = new ArrayList<String>();
        lines.add(kind + ", seed " + seed + "; " + calls + " invocations while faults last, then as many as it takes");
        lines.add(manner.toString());
        rows.forEach(row -> lines.add("  " + row));
        beside.forEach(row -> lines.add("  by the API: " + row));
        faults.forEach(fault -> lines.add("  " + fault));
        return String.join("\n", lines);
    }
}
