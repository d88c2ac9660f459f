package dev.imconnector.simulation;

/**
 * One fault of a history.
 *
 * @param number of the call that it meets, of all of that kind in the history, from 0
 * @param detail how long, which, how much: the trouble says
 */
record Fault(Trouble trouble, int number, long detail) {

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
        return "at " + what + " " + number + ": " + trouble + " (" + detail + ")";
    }
}
