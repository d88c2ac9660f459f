/**
 * What goes wrong on demand: which request meets which fault, and bodies that no client can use.
 */
package dev.imconnector.sandbox.fault;
