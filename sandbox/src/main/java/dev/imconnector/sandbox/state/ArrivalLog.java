package dev.imconnector.sandbox.state;

/** When requests arrived in the last 60 s: a ring of times. Not safe for use by several threads. */
public final class ArrivalLog {

    public static final long WINDOW_MICROS = 60_000_000L;

    private long[] times = new long[256];
    private int first;
    private int size;

    public void add(long micros) {
        if (size == times.length) {
            grow();
        }
        times[(first + size) & (times.length - 1)] = micros;
        size++;
    }

    /** How many arrived in the 60 s that end now; one that arrived exactly 60 s ago no longer counts. */
    public int sizeAt(long nowMicros) {
        while (size > 0 && times[first] <= nowMicros - WINDOW_MICROS) {
            first = (first + 1) & (times.length - 1);
            size--;
        }
        return size;
    }

    private void grow() {
        var larger = new long[times.length * 2];
        for (int i = 0; i < size; i++) {
            larger[i] = times[(first + i) & (times.length - 1)];
        }
        times = larger;
        first = 0;
    }
}
