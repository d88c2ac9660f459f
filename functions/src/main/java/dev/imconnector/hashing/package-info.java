/**
 * Hashes of 128 bits, and tables of them that cost 16 bytes an entry: how millions of records are compared without being
 * kept.
 */
package dev.imconnector.hashing;
