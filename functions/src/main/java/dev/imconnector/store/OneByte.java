package dev.imconnector.store;

import java.io.IOException;
import java.io.InputStream;

/** The single byte of a stream that itself reads several at a time, so that whatever it checks is checked in one place. */
public final class OneByte {

    private OneByte() {}

    /** @return the next byte, or -1 at the end, as {@link InputStream#read()} */
    public static int of(InputStream stream) throws IOException {
        var one = new byte[1];
        return stream.read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }
}
