package dev.imconnector.settings;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;

/** A setting that is needed and missing (SETTING_MISSING), or whose value cannot be used (SETTING_INVALID). */
public final class SettingException extends ProblemException {

    private static final long serialVersionUID = 1L;

    public SettingException(Problem problem) {
        super(problem);
    }
}
