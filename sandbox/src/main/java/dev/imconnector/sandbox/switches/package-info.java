/**
 * What can be switched: one switch for each thing that is not known about IM, and what goes wrong on demand.
 */
package dev.imconnector.sandbox.switches;
