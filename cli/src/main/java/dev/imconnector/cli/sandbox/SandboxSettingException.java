package dev.imconnector.cli.sandbox;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;

/** A switch, option or state file of the sandbox that cannot be used. */
public final class SandboxSettingException extends ProblemException {

    private static final long serialVersionUID = 1L;

    SandboxSettingException(String message, String fix) {
        this(message, fix, null);
    }

    SandboxSettingException(String message, String fix, Throwable cause) {
        super(new Problem("SANDBOX_SETTING_INVALID", message, fix), cause);
    }
}
