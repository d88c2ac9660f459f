/**
 * An export as a stream of records, each with the place that it came from, and the handing back of rejected records in
 * their own form. Does not know what becomes of the records.
 */
package dev.imconnector.source;
