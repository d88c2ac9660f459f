package dev.imconnector.sandbox;

/** What becomes of one credit of a request. */
enum Outcome {
    CREATED,
    /** Its sourceRef is there already. */
    DUPLICATE,
    /** It breaks a rule. */
    BAD
}
