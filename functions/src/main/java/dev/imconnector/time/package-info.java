/**
 * Time as everything here takes it: a deadline, a sleep that can be scripted, jitter, and the business calendar that turns a
 * moment into the date of a night. Nothing in here reads a clock of its own.
 */
package dev.imconnector.time;
