/**
 * Writing of credits, quotas and participants: the rules they must keep, and how each outcome is answered.
 */
package dev.imconnector.sandbox.write;
