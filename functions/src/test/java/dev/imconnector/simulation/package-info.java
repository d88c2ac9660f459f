/**
 * The whole connector in virtual time. A {@link dev.imconnector.simulation.Generator} makes a
 * {@link dev.imconnector.simulation.History} of a seed: rows, manners and troubles. A
 * {@link dev.imconnector.simulation.Night} plays it: everything is real but network, store, clock, sleep, threads and chance,
 * which the composition root takes from the {@link dev.imconnector.simulation.Machine}. Then the
 * {@link dev.imconnector.simulation.Account} is taken. A history that goes wrong is made smaller by
 * {@link dev.imconnector.simulation.Shrinking} and told.
 */
package dev.imconnector.simulation;
