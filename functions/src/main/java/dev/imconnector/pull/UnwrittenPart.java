package dev.imconnector.pull;

import dev.imconnector.store.Location;

/**
 * A part that is to be written before the record that names it.
 *
 * @param content not copied
 */
record UnwrittenPart(Location location, byte[] content) {}
