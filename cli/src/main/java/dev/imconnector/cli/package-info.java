/** The {@code im} command line, never deployed. */
package dev.imconnector.cli;
