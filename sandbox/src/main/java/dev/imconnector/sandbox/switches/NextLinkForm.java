package dev.imconnector.sandbox.switches;

/** What {@code @odata.nextLink} is relative to. */
public enum NextLinkForm {
    /** Scheme, host, path and query. */
    ABSOLUTE,
    /** Path from the root, and query. */
    PATH,
    /** The last segment and the query, relative to the API's base path: {@code results?$skiptoken=…}. */
    RELATIVE
}
