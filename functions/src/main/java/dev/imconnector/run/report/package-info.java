/**
 * The report that a person looks at when a run has ended: one HTML page beside the run's record, with nothing loaded from
 * elsewhere and no script.
 */
package dev.imconnector.run.report;
