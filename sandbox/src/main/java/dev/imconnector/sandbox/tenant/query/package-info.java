/** What a list asks for: filter, order, expansion, effective dates, and the rows that they find. */
package dev.imconnector.sandbox.tenant.query;
