/** What a tenant writes and reads in one form or another, read in one place: references, and texts in filters. */
package dev.imconnector.im.dialect.tenant.wire;
