/**
 * The settings of docs/settings.md: what they are called, what they may be, where a value came from. Read from the
 * environment, else from a parameter store, else the default; immutable once read.
 */
package dev.imconnector.settings;
