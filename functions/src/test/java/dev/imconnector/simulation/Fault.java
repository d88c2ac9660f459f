package dev.imconnector.simulation;

import java.util.Optional;

/**
 * One fault of a history.
 *
 * @param state in which it meets the run; empty for any
 * @param number of the call that it meets, of all of that kind in the history, or in that state, from 0
 * @param detail how long, which, how much: the trouble says
 */
record Fault(Trouble trouble, Optional<Coverage.State> state, int number, long detail) {

    Fault(Trouble trouble, int number, long detail) {
        this(trouble, Optional.empty(), number, detail);
    }

    @Override
    public String toString() {
        var what = switch (trouble.where) {
            case IM -> "request";
            case TOKEN -> "token call";
            case SECRET -> "reading of the secret";
            case STORE -> "call of the store";
            case READ -> "object opened";
            case LIST -> "listing";
            case STEP -> "step";
            case CALL -> "invocation";
        };
        return "at " + what + " " + number
                + state.map(each -> " of a run that " + each).orElse("") + ": " + trouble + " (" + detail + ")";
    }
}
