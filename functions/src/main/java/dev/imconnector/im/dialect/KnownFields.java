package dev.imconnector.im.dialect;

import java.util.Optional;
import java.util.Set;

/**
 * What is known of the fields of a body that is handed on as it came.
 *
 * @param texts those that must be texts, for a number of 17 digits loses some in a reader that knows only doubles
 * @param id the one that repeats the id of the path, or empty
 */
public record KnownFields(Set<String> texts, Optional<String> id) {}
