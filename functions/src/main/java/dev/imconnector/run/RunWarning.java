package dev.imconnector.run;

/**
 * Something about a run that somebody should look at, although the run goes on.
 *
 * @param code for machines
 * @param message for people: what was found, where, and what it may mean
 * @param count how many records it is about
 */
public record RunWarning(String code, String message, long count) {}
