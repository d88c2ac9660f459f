package dev.imconnector.sandbox;

/** How a request that holds a poison record ends. */
public enum PoisonAction {
    STATUS_500,
    /** No answer. */
    STALL
}
