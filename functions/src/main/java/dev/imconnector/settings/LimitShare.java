package dev.imconnector.settings;

/** Whose share of the tenant's limit a function takes. */
enum LimitShare {
    /** Nobody else is deployed: the whole limit. */
    ALL,
    /** What the others leave of the limit: the push has priority, because it must end by morning. */
    PUSH,
    PULL,
    RECONCILE,
    /** Of one of the API's two functions. */
    API
}
