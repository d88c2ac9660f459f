package dev.imconnector.run;

/**
 * Something about a run that a person should check, although the run continues.
 *
 * @param code for machines
 * @param message for people: what was found, where, and what it may mean
 * @param count how many records it is about
 */
public record RunWarning(String code, String message, long count) {}
