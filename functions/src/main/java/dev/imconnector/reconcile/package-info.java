/**
 * Compares what the CRM sent with what IM holds: the answer to what "already present" may hide, and to "created is not
 * paid".
 */
package dev.imconnector.reconcile;
