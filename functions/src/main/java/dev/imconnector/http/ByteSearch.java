package dev.imconnector.http;

import java.util.Arrays;

/**
 * Finds bytes among many, by Horspool's algorithm: it looks at few of them, for most places rule out as many further ones
 * as are sought. Immutable.
 */
final class ByteSearch {

    private final byte[] sought;

    /** By the byte under the last place: how far on the next possible find is. */
    private final int[] steps = new int[256];

    /** @param sought at least one byte; left alone while this is in use */
    ByteSearch(byte[] sought) {
        this.sought = sought;
        Arrays.fill(steps, sought.length);
        for (int i = 0; i < sought.length - 1; i++) {
            steps[sought[i] & 0xff] = sought.length - 1 - i;
        }
    }

    /** Where they are first found, or -1; no earlier than from. */
    int in(byte[] body, int from) {
        var last = sought.length - 1;
        for (int at = from; at <= body.length - sought.length; at += steps[body[at + last] & 0xff]) {
            if (body[at + last] == sought[last] && Arrays.equals(body, at, at + last, sought, 0, last)) {
                return at;
            }
        }
        return -1;
    }
}
