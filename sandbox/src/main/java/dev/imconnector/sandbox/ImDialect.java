package dev.imconnector.sandbox;

/** What the simulated IM speaks. */
public enum ImDialect {
    /** That of the course: credits in batches, scopes, OData links. */
    COURSE,
    /** That of real tenants, in both families at once: sales orders and transactions, roles, references. */
    TENANT
}
