package dev.imconnector.source.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Tells a file that is ours, of rejects or of reversals, by how it begins, whatever it is called, and leaves its bytes to
 * be read.
 */
final class OwnFileMark {

    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";
    private static final String CSV = "_file";
    private static final String CSV_NEXT = "_line";
    private static final String JSON = "{\"_file\":";
    private static final int LENGTH = 24;

    private static final String REVERSAL = CreditFiles.REVERSES + ",";

    private final PushbackInputStream stream;
    private final String begin;

    private OwnFileMark(PushbackInputStream stream, String begin) {
        this.stream = stream;
        this.begin = begin;
    }

    static OwnFileMark of(InputStream file) throws IOException {
        var stream = new PushbackInputStream(file, LENGTH);
        var bytes = stream.readNBytes(LENGTH);
        stream.unread(bytes);
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        return new OwnFileMark(
                stream, text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text);
    }

    /** All bytes of the file. */
    InputStream stream() {
        return stream;
    }

    /** What separates the columns of a rejects file (some programs save it with another delimiter); else empty. */
    Optional<Character> delimiterOfRejects() {
        if (!begin.startsWith(CSV) || begin.length() <= CSV.length() || !begin.startsWith(CSV_NEXT, CSV.length() + 1)) {
            return Optional.empty();
        }
        var delimiter = begin.charAt(CSV.length());
        return ",;\t|".indexOf(delimiter) < 0 ? Optional.empty() : Optional.of(delimiter);
    }

    boolean isRejectsAsJsonLines() {
        return begin.startsWith(JSON);
    }

    /** Whether its columns are the fields' own names, however the exports are mapped. */
    boolean isReversal() {
        return begin.startsWith(REVERSAL);
    }
}
