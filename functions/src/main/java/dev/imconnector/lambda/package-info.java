/**
 * The handlers: each parses its event, calls one use case, and writes one answer. And the composition root, which alone
 * knows which parts are real and which of them are configured.
 */
package dev.imconnector.lambda;
