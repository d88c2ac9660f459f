package dev.imconnector.run;

import dev.imconnector.problem.Problem;

/** What a call asks for can never become a run, whatever is changed but the call. */
public final class NeverARunException extends RunException {

    private static final long serialVersionUID = 1L;

    public NeverARunException(Problem problem) {
        super(problem);
    }
}
