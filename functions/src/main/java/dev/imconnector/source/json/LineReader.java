package dev.imconnector.source.json;

import dev.imconnector.source.InputErrors;
import dev.imconnector.source.InputException;
import dev.imconnector.source.SourceRecord;
import dev.imconnector.source.StrictReader;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;

/** Cuts text into lines ended by LF or CRLF, and knows their numbers. */
final class LineReader implements Closeable {

    private final StrictReader reader;
    private final InputErrors errors;

    private char[] buffer = new char[16 * 1024];
    private int start;
    private int end;
    private long number;
    private boolean open;

    LineReader(StrictReader reader, InputErrors errors) {
        this.reader = reader;
        this.errors = errors;
    }

    /** The number of the line last returned, 1 being the first. */
    long number() {
        return number;
    }

    /** Whether the line last returned is the last one, and has no line end. */
    boolean isLastLineOpen() {
        return open;
    }

    /** The next line without its line end, or null after the last. */
    String next() throws IOException {
        number++;
        var scan = start;
        while (true) {
            for (; scan < end; scan++) {
                if (buffer[scan] == '\n') {
                    return take(scan);
                }
            }
            var scanned = end - start;
            if (!fill()) {
                return null;
            }
            scan = start + scanned;
        }
    }

    private String take(int lineEnd) {
        var length = lineEnd - start;
        if (length > SourceRecord.MAX_LENGTH) {
            throw tooLong();
        }
        open = reader.isAtEnd() && lineEnd == end - 1 && reader.isLastLineOpen();
        if (length > 0 && buffer[lineEnd - 1] == '\r') {
            length--;
        }
        var line = new String(buffer, start, length);
        start = lineEnd + 1;
        return line;
    }

    private boolean fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        }
        if (end + 2 > buffer.length) {
            if (end > SourceRecord.MAX_LENGTH) {
                throw tooLong();
            }
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        var count = reader.read(buffer, end, buffer.length - end);
        if (count > 0) {
            end += count;
        }
        return count > 0;
    }

    private InputException tooLong() {
        return errors.broken(number, "the line is longer than " + SourceRecord.MAX_LENGTH + " characters");
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
