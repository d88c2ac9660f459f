/**
 * Reading of every entity: page after page as the switches say, one row, or all rows at once for whoever checks.
 */
package dev.imconnector.sandbox.read;
