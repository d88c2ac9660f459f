/**
 * What makes a run one run, whatever fails: the run record (which is lock, checkpoint and report in one object with
 * conditional writes), its lease, the parts of its outputs, and the port to the store they live in.
 */
package dev.imconnector.run;
