package dev.imconnector.sandbox.switches;

/** How rows come that {@code $orderby} leaves equal, which without {@code $orderby} is all of them. */
public enum RowOrder {
    /** In another order for each request, so that pages overlap and leave gaps. */
    UNSTABLE,
    STABLE
}
