package dev.imconnector.sandbox.switches;

/** What a token request without a scope gets. */
public enum MissingScope {
    /** All scopes of the client. */
    ALL,
    /** A token that may do nothing, with an empty scope. */
    NONE,
    /** 400 {@code invalid_scope}. */
    REFUSE
}
