/**
 * Exports and rejects in JSON lines.
 */
package dev.imconnector.source.json;
