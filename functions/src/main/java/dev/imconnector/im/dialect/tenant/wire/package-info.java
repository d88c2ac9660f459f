/**
 * What a tenant writes and reads in one form or another, read in one place: references, texts in filters, whole lists, the days
 * of periods, numbers with all of their digits.
 */
package dev.imconnector.im.dialect.tenant.wire;
