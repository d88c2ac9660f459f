/**
 * The mapping file: how a record of any export becomes the fields of a credit. Knows the document, its tables and its
 * rules; reads no export itself.
 */
package dev.imconnector.mapping;
