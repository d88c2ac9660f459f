/**
 * The dialect of real tenants. {@link dev.imconnector.sandbox.tenant.SimulatedTenant} is the way in; a request goes through
 * {@code TenantDialect -> TenantAccess -> TenantEndpoints -> read, write or run -> query, view -> store -> model}.
 */
package dev.imconnector.sandbox.tenant;
