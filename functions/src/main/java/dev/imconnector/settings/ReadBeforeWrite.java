package dev.imconnector.settings;

/** How a tenant is kept from having one credit twice, beside its own keys. */
public enum ReadBeforeWrite {
    /** What is there is looked for before anything is sent: until a probe has shown that the tenant refuses a second one. */
    ALWAYS,
    /** A probe has shown that it does. */
    NEVER,
    /** A probe has shown that it does not: as always, and what was sent without an answer is not sent again. */
    ALWAYS_SEND_ONCE
}
