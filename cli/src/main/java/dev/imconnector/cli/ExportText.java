package dev.imconnector.cli;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * The text of an export, unpacked when it is gzip by its first bytes, in the character set that its bytes are in.
 *
 * @param kind what the file is
 * @param charset UTF-8 when the bytes are, UTF-16 by its byte order mark or its zeros, else Windows-1252
 * @param begin the first characters, without a byte order mark
 * @param end the last characters, or empty when {@code begin} is all; begins after a line end
 */
record ExportText(ExportKind kind, Charset charset, String begin, String end) {

    private static final int BEGIN = 256 * 1024;
    private static final int END = 16 * 1024;
    private static final Pattern OF_OFFICE =
            Pattern.compile("(\\[Content_Types]\\.xml|_rels/|docProps/|xl/|word/|ppt/|mimetype|META-INF/).*");

    static ExportText of(Path file) throws IOException {
        try (var stream = open(file)) {
            var begin = stream.readNBytes(BEGIN);
            var kind = ExportKind.of(begin);
            if (kind != ExportKind.TEXT) {
                return new ExportText(kind, StandardCharsets.UTF_8, "", "");
            }
            var charset = charset(begin);
            return new ExportText(
                    kind, charset, text(begin, charset), begin.length < BEGIN ? "" : lastLines(stream, charset));
        }
    }

    private static InputStream open(Path file) throws IOException {
        var stream = new BufferedInputStream(Files.newInputStream(file), BEGIN);
        stream.mark(ExportKind.LOOKED_AT);
        var kind = ExportKind.of(stream.readNBytes(ExportKind.LOOKED_AT));
        stream.reset();
        return switch (kind) {
            case GZIP -> new GZIPInputStream(stream);
            case ZIP -> unzipped(stream);
            default -> stream;
        };
    }

    /** The first file within an archive, which a push takes when it is the only one; an office program's file stays as it is. */
    private static InputStream unzipped(InputStream stream) throws IOException {
        stream.mark(BEGIN);
        var zip = new ZipInputStream(stream);
        if (isAtFile(zip)) {
            return zip;
        }
        stream.reset();
        return stream;
    }

    private static boolean isAtFile(ZipInputStream zip) throws IOException {
        try {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (OF_OFFICE.matcher(entry.getName()).matches()) {
                    return false;
                }
                if (!entry.isDirectory() && !entry.getName().startsWith("__MACOSX/")) {
                    return true;
                }
            }
            return false;
        } catch (EOFException | ZipException | IllegalArgumentException e) {
            return false; // Damaged, or no archive after all: it is told as what it is by its first bytes.
        }
    }

    private static String lastLines(InputStream stream, Charset charset) throws IOException {
        var before = new byte[0];
        var last = stream.readNBytes(END);
        while (last.length == END) {
            before = last;
            last = stream.readNBytes(END);
        }
        var both = new byte[before.length + last.length];
        System.arraycopy(before, 0, both, 0, before.length);
        System.arraycopy(last, 0, both, before.length, last.length);
        var text = new String(both, charset);
        var line = text.indexOf('\n');
        return line < 0 ? "" : text.substring(line + 1);
    }

    private static Charset charset(byte[] bytes) {
        if (startsWith(bytes, 0xff, 0xfe)) {
            return StandardCharsets.UTF_16LE;
        }
        if (startsWith(bytes, 0xfe, 0xff)) {
            return StandardCharsets.UTF_16BE;
        }
        var asBytes = new String(bytes, 0, Math.min(bytes.length, ExportKind.LOOKED_AT), StandardCharsets.ISO_8859_1);
        return utf16Without(asBytes)
                .orElseGet(() -> isUtf8(bytes) ? StandardCharsets.UTF_8 : Charset.forName("windows-1252"));
    }

    /** UTF-16 without a byte order mark: Latin text in it has a zero in every other byte. */
    static Optional<Charset> utf16Without(String bytes) {
        var zeros = new int[2];
        for (int i = 0; i < bytes.length(); i++) {
            zeros[i % 2] += bytes.charAt(i) == 0 ? 1 : 0;
        }
        var many = bytes.length() / 4;
        if (many > 0 && zeros[1] > many && zeros[0] == 0) {
            return Optional.of(StandardCharsets.UTF_16LE);
        }
        return many > 0 && zeros[0] > many && zeros[1] == 0 ? Optional.of(StandardCharsets.UTF_16BE) : Optional.empty();
    }

    private static boolean startsWith(byte[] bytes, int first, int second) {
        return bytes.length > 1 && (bytes[0] & 0xff) == first && (bytes[1] & 0xff) == second;
    }

    private static boolean isUtf8(byte[] bytes) {
        // The end may be in the middle of a character.
        for (int cut = 0; cut < Math.min(4, bytes.length + 1); cut++) {
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, bytes.length - cut));
                return true;
            } catch (CharacterCodingException e) {
                if (bytes.length < BEGIN) {
                    return false;
                }
            }
        }
        return false;
    }

    private static String text(byte[] bytes, Charset charset) {
        var text = new String(bytes, charset);
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }
}
