/**
 * The port to where everything lives: objects with versions at locations, written conditionally. {@code aws} and
 * {@code local} implement it.
 */
package dev.imconnector.store;
