package dev.imconnector.settings;

/** By what a transaction says who is credited; a tenant's only. */
public enum AssignBy {
    /** The credit's participant is a payee. */
    PAYEE,
    /** The credit's participant is a position. */
    POSITION,
    /** It does not say: the rules of the plan find out. */
    NONE
}
