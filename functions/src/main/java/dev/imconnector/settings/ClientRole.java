package dev.imconnector.settings;

/** Which of the two OAuth clients a function is: the one that may only write, or the one that may only read. */
public enum ClientRole {
    WRITER("im.write"),
    READER("im.read");

    private final String defaultScope;

    ClientRole(String defaultScope) {
        this.defaultScope = defaultScope;
    }

    String defaultScope() {
        return defaultScope;
    }
}
