package dev.imconnector.sandbox.switches;

import dev.imconnector.sandbox.http.OneLine;

/** A switch, option or state file of the sandbox that cannot be used. */
public final class SandboxSettingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String fix;

    /**
     * Says what is wrong.
     *
     * @param message what is wrong, and where
     * @param fix what to do about it
     */
    public SandboxSettingException(String message, String fix) {
        this(message, fix, null);
    }

    public SandboxSettingException(String message, String fix, Throwable cause) {
        super(OneLine.of(message), cause);
        this.fix = OneLine.of(fix);
    }

    /** What to do about it. */
    public String fix() {
        return fix;
    }
}
