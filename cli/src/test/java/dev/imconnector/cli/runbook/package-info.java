/** Runs what docs/runbook.md tells people to type, and compares what it shows with what there is. */
package dev.imconnector.cli.runbook;
