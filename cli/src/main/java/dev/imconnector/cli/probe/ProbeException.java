package dev.imconnector.cli.probe;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;

/** The probe cannot continue. */
public final class ProbeException extends ProblemException {

    private static final long serialVersionUID = 1L;

    ProbeException(String message, String fix) {
        super(new Problem("PROBE_FAILED", message, fix));
    }
}
