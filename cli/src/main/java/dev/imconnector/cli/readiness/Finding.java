package dev.imconnector.cli.readiness;

import dev.imconnector.problem.Problem;

/**
 * One thing that a night needs.
 *
 * @param name of the thing
 * @param ok whether it is there
 * @param detail what was seen
 * @param missing what is missing, and the fix; null when it is there
 */
public record Finding(String name, boolean ok, String detail, Problem missing) {

    static Finding there(String name, String detail) {
        return new Finding(name, true, detail, null);
    }

    static Finding missing(String name, Problem problem) {
        return new Finding(name, false, null, problem);
    }

    static Finding missing(String name, String message, String fix) {
        return missing(name, new Problem("NOT_READY", message, fix));
    }
}
