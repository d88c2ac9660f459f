/**
 * The IM API as methods: the transport with its token, its rate limit and its retries, and on top of it the writes and
 * the reads as separate types, so that who may only read cannot write. Whatever is peculiar to one dialect of the API is
 * in {@link dev.imconnector.im.Dialect}.
 */
package dev.imconnector.im;
