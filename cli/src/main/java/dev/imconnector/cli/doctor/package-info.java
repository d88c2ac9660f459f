/** What {@code im doctor} finds out, without anything that is a secret. */
package dev.imconnector.cli.doctor;
