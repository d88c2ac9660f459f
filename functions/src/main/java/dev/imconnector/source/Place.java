package dev.imconnector.source;

import java.util.Objects;

/**
 * Where a record of the input is. File and line name it for people, and no other record has the same two.
 *
 * @param position its place in the whole input, 0 being the first
 * @param fileIndex which of {@link CreditSource#files()}
 * @param file that file's location
 * @param line the physical line on which it starts, 1 being the file's first
 */
public record Place(long position, int fileIndex, String file, long line) {

    public Place {
        Objects.requireNonNull(file, "file");
    }
}
