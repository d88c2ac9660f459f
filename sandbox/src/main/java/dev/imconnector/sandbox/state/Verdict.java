package dev.imconnector.sandbox.state;

/** What becomes of one credit of a request. */
public enum Verdict {
    CREATED,
    /** Its sourceRef is there already. */
    DUPLICATE,
    /** It breaks a rule. */
    BAD
}
