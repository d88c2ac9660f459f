/**
 * How real tenants are spoken to, in two families: orders and transactions in arrays that are answered element by element,
 * lists with offsets, references in several shapes. Where nobody outside has seen what a tenant does, the safe reading is
 * taken.
 */
package dev.imconnector.im.dialect.tenant;
