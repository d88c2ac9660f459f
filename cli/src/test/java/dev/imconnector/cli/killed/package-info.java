/** {@code im} in processes of its own that are killed, against a sandbox in another: nothing is lost, nothing doubled. */
package dev.imconnector.cli.killed;
