package dev.imconnector.im.dialect;

import dev.imconnector.im.ImRequest;

/**
 * Something that a client must be able to read.
 *
 * @param name what it is, for whoever is told that it cannot
 * @param request reads as little of it as there is
 */
public record ReadCheck(String name, ImRequest request) {}
