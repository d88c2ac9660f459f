package dev.imconnector.sandbox.switches;

/** How a request that holds a poison record ends. */
public enum PoisonAction {
    STATUS_500,
    /** No answer. */
    STALL
}
