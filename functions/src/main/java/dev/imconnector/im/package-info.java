/**
 * The way to IM: one connection with its token, its rate limit and its retries, and what can go wrong on it. How IM is
 * spoken to is said by {@link dev.imconnector.im.dialect}; what is read and written, by {@link dev.imconnector.im.read}
 * and {@link dev.imconnector.im.write}, as separate types, so that who may only read cannot write.
 */
package dev.imconnector.im;
