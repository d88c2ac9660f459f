package dev.imconnector.cli.killed;

import java.util.Map;
import java.util.TreeMap;

/** How many processes were ended, and how far their runs were then. For use by one thread. */
final class Tally {

    private final Map<String, Integer> killedWhile = new TreeMap<>();
    private int killed;
    private int stopped;

    void killed(String state) {
        killed++;
        killedWhile.merge(state, 1, Integer::sum);
    }

    void stopped() {
        stopped++;
    }

    int kills() {
        return killed;
    }

    /** By how far a run was, how many processes were killed then. */
    Map<String, Integer> killedWhile() {
        return killedWhile;
    }

    @Override
    public String toString() {
        return killed + " kills " + killedWhile + ", " + stopped + " stopped by a signal";
    }
}
