/**
 * What the functions measure, as lines in the embedded metric format. The metrics' names and dimensions are public: alarms
 * and the dashboard rely on them.
 */
package dev.imconnector.metrics;
