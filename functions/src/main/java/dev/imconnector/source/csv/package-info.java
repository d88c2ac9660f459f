/**
 * Exports and rejects in CSV.
 */
package dev.imconnector.source.csv;
