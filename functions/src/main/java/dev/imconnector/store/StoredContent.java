package dev.imconnector.store;

/**
 * A small object read whole, with the version to name when replacing it.
 *
 * @param content its bytes; not copied
 * @param version as in {@link StoredObject#version()}
 */
public record StoredContent(byte[] content, String version) {}
