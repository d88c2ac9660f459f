package dev.imconnector.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** A file for people that takes its name only when it is whole; gzipped when its name ends with {@code .gz}. */
final class WholeFile {

    /** What stands for the standard output. */
    static final String STANDARD_OUTPUT = "-";

    /** Without it Excel takes UTF-8 for the character set of its own country. */
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private static final int BUFFER = 64 * 1024;

    private WholeFile() {}

    /** Writes what is in the file into a stream, which it does not close. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    static void write(Path file, Content content) throws IOException {
        var whole = file.toAbsolutePath();
        var name = whole.getFileName().toString().toLowerCase(Locale.ROOT);
        Files.createDirectories(whole.getParent());
        var unfinished = whole.resolveSibling("." + whole.getFileName() + ".unfinished");
        try {
            try (var out = new BufferedOutputStream(Files.newOutputStream(unfinished), BUFFER);
                    var target = name.endsWith(".gz") ? new GZIPOutputStream(out, BUFFER) : out) {
                if (name.endsWith(".csv")) {
                    target.write(BYTE_ORDER_MARK);
                }
                content.writeTo(target);
            }
            Files.move(unfinished, whole, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }
}
