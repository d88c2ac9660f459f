package dev.imconnector.settings;

/** How the IM that is configured is spoken to. */
public enum ImDialect {
    /** As public teaching material has it. */
    COURSE,
    /** As real tenants are spoken to by clients that are in use. */
    TENANT
}
