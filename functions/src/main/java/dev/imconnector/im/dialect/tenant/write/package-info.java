/**
 * How credits become orders and transactions of a tenant, each once: what is learned of it first, what is sent, when an
 * answer is believed, and how what became of a lost one is read back.
 */
package dev.imconnector.im.dialect.tenant.write;
