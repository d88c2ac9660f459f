/**
 * The credit push: a source of records, read twice (first to check all of it, then to send), and what is written of
 * each record: a receipt or a reject.
 */
package dev.imconnector.push;
