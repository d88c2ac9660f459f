/** The tenant's resources, their fields and what these hold: facts that no request changes. */
package dev.imconnector.sandbox.tenant.model;
