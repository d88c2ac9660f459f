/**
 * The composition root: puts the rooms together as the environment and the settings say. {@code Platform} is the one place
 * where time, sleep, chance, threads and the network are real.
 */
package dev.imconnector.app;
