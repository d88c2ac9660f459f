/** What the simulated tenant holds: kept rows, calculated rows, its sample, and what arrived. */
package dev.imconnector.sandbox.tenant.store;
