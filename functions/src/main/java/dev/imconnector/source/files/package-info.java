/**
 * The files of an export: which there are, what each is, and how its bytes become records.
 */
package dev.imconnector.source.files;
