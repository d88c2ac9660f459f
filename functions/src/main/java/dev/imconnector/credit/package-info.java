/**
 * The credit and its rules: which fields it has, what each may hold, why a record is rejected, and the hash of its content.
 */
package dev.imconnector.credit;
