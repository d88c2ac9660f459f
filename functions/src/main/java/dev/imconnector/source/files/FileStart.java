package dev.imconnector.source.files;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The first bytes of a file, which tell what it is whatever it is called, and leave all bytes to be read. */
final class FileStart {

    private static final int LENGTH = 512;
    private static final int ENOUGH = 64;

    private final InputStream stream;
    private final byte[] bytes;
    private final String begin;

    /** A file whose first bytes are not text, with advice how to get its records as text. */
    enum Kind {
        ZIP("PK\u0003\u0004", "a ZIP archive, or a workbook of a spreadsheet (.xlsx, .ods)"),
        OLD_WORKBOOK("\u00d0\u00cf\u0011\u00e0", "a workbook of an old spreadsheet (.xls)"),
        PDF("%PDF", "a PDF document"),
        PARQUET("PAR1", "a Parquet file"),
        ZSTANDARD("\u0028\u00b5\u002f\u00fd", "compressed by Zstandard"),
        BZIP2("BZh", "compressed by bzip2"),
        XZ("\u00fd7zXZ", "compressed by xz"),
        SEVEN_ZIP("7z\u00bc\u00af", "a 7-Zip archive");

        private final String magic;
        private final String words;

        Kind(String magic, String words) {
            this.magic = magic;
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    private FileStart(InputStream stream, byte[] bytes) {
        this.stream = stream;
        this.bytes = bytes;
        this.begin = new String(bytes, StandardCharsets.ISO_8859_1);
    }

    static FileStart of(InputStream file) throws IOException {
        var bytes = new byte[LENGTH];
        var length = 0;
        // Not to its end, if that can be helped: what is wrong there is told with its line.
        for (int count; length < ENOUGH && (count = file.read(bytes, length, LENGTH - length)) > 0; ) {
            length += count;
        }
        // Not a PushbackInputStream, which goes on to the bytes behind before it gives those that it has.
        var all = new SequenceInputStream(new ByteArrayInputStream(bytes, 0, length), file);
        return new FileStart(all, Arrays.copyOf(bytes, length));
    }

    /** All bytes of the file. */
    InputStream stream() {
        return stream;
    }

    boolean isZip() {
        return begin.startsWith(Kind.ZIP.magic) && !begin.contains("[Content_Types].xml");
    }

    boolean isGzip() {
        return begin.startsWith("\u001f\u008b");
    }

    /** Whether it may be a text: no control characters but those of texts. Bytes of zero are for UTF-16. */
    boolean mayBeText() {
        return begin.chars().noneMatch(c -> c > 0 && c < '\t' || c > '\r' && c < ' ' && c != 0x1b);
    }

    /** What the file is, if it is not text. A page of HTML is a text, and no export. */
    Optional<String> otherKind() {
        if (begin.stripLeading().matches("(?is)(\u00ef\u00bb\u00bf)?\\s*<(!doctype|html|\\?xml).*")) {
            return Optional.of("an HTML or XML page, such as one that asks to sign in");
        }
        return Arrays.stream(Kind.values())
                .filter(kind -> begin.startsWith(kind.magic))
                .map(Kind::words)
                .findFirst();
    }

    /** The character set, when the file tells it by a byte order mark, or is UTF-16 by the zeros in it. */
    Optional<Charset> charset() {
        if (begin.startsWith("\u00ef\u00bb\u00bf")) {
            return Optional.of(StandardCharsets.UTF_8);
        }
        if (begin.startsWith("\u00ff\u00fe")) {
            return Optional.of(StandardCharsets.UTF_16LE);
        }
        if (begin.startsWith("\u00fe\u00ff")) {
            return Optional.of(StandardCharsets.UTF_16BE);
        }
        var zeros = new int[2];
        for (int i = 0; i < bytes.length; i++) {
            zeros[i % 2] += bytes[i] == 0 ? 1 : 0;
        }
        var many = bytes.length / 4;
        if (many == 0 || zeros[0] > 0 && zeros[1] > 0) {
            return Optional.empty();
        }
        return zeros[1] > many
                ? Optional.of(StandardCharsets.UTF_16LE)
                : zeros[0] > many ? Optional.of(StandardCharsets.UTF_16BE) : Optional.empty();
    }

    /** Whether it begins as JSON: an object, or a list of objects. */
    boolean isJson() {
        return begin.matches("(?s)(\u00ef\u00bb\u00bf)?\\s*(\\{\\s*\"|\\[\\s*[{\\[]).*");
    }
}
