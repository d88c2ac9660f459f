/**
 * The query options of a read, OData's {@code $filter} above all, and the rows that they choose and order.
 */
package dev.imconnector.sandbox.read.query;
