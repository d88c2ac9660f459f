package dev.imconnector.settings;

/** Whose share of the tenant's limit a function takes. */
enum LimitShare {
    /** Nobody else is deployed: the whole limit. */
    ALL,
    /** What the others leave, for it must be done by morning. */
    PUSH,
    PULL,
    RECONCILE,
    /** Of one of the API's two functions. */
    API
}
