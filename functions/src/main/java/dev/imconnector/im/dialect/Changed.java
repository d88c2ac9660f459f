package dev.imconnector.im.dialect;

import java.util.Optional;

/**
 * A change that IM has accepted.
 *
 * @param changed false when IM says that the row was like that already
 * @param row the row as IM answered it, one JSON object; empty when it answered none
 */
public record Changed(boolean changed, Optional<byte[]> row) {}
