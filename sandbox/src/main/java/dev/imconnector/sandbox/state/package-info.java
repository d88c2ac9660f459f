/**
 * What the simulated IM holds and counts: credits, documents, pipeline runs, requests, and the file in which they
 * survive a restart. Every entity is shown as numbered rows ({@link dev.imconnector.sandbox.state.Rows}).
 */
package dev.imconnector.sandbox.state;
