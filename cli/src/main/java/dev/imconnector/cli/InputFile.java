package dev.imconnector.cli;

import dev.imconnector.hashing.Sha256;
import dev.imconnector.local.PrivateFolder;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import picocli.CommandLine.Option;

/**
 * The input that a command was given: a file or a folder as it is; what comes through a pipe ({@code -},
 * {@code /dev/stdin}, {@code <(…)}) in a file of its own, because a run reads its input more than once and may be resumed
 * or taken back much later. That file is named by its content, so the same content again is the same file, and the same
 * run.
 */
final class InputFile {

    /** What stands for the standard input. */
    static final String STANDARD_INPUT = "-";

    private static final int SHORT = 12;
    private static final int BUFFER = 64 * 1024;
    private static final int GZIP_FIRST = 0x1f;
    private static final int BYTE_ORDER_MARK = 0xef;

    @Option(
            names = "--as",
            paramLabel = "NAME",
            description = "For an input through a pipe: the file name to read it under, such as deals.csv. By default"
                    + " stdin.csv, or stdin.jsonl when it begins with {.")
    private String name;

    /** Where the input is; what a pipe gives is kept under {@code .im/inputs}. */
    Path of(Path typed, Console console) throws IOException {
        return isPipe(typed) ? keep(typed, console, LocalFolder.of(console).resolve("inputs")) : typed;
    }

    /** The same, with what a pipe gives in a folder that the caller deletes. */
    Path of(Path typed, Console console, Path folder) throws IOException {
        return isPipe(typed) ? keep(typed, console, folder) : typed;
    }

    static boolean isPipe(Path typed) {
        return typed.toString().equals(STANDARD_INPUT)
                || isStandardInput(typed)
                || typed.startsWith("/dev/fd")
                || typed.startsWith("/proc")
                || Files.exists(typed) && !Files.isRegularFile(typed) && !Files.isDirectory(typed);
    }

    /** Whether the answer to a question could not be typed, because the input comes from there. */
    static boolean isStandardInput(Path typed) {
        return typed.toString().equals(STANDARD_INPUT)
                || typed.toString().equals("/dev/stdin")
                || typed.toString().equals("/dev/fd/0");
    }

    private Path keep(Path typed, Console console, Path folder) throws IOException {
        PrivateFolder.create(folder);
        var unnamed = Files.createTempFile(folder, ".pipe", null);
        try {
            var hash = copy(typed, console, unnamed).substring(0, SHORT);
            var kept = PrivateFolder.create(folder.resolve(hash)).resolve(name == null ? guessName(unnamed) : name);
            if (!Files.exists(kept)) {
                Files.move(unnamed, kept, StandardCopyOption.ATOMIC_MOVE);
            }
            return kept;
        } finally {
            Files.deleteIfExists(unnamed);
        }
    }

    /** @return the SHA-256 of what was copied */
    private static String copy(Path typed, Console console, Path to) throws IOException {
        var sha256 = new Sha256();
        var buffer = new byte[BUFFER];
        try (var in = open(typed, console);
                var out = Files.newOutputStream(to)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                sha256.update(buffer, 0, count);
                out.write(buffer, 0, count);
            }
        }
        return sha256.hex();
    }

    private static InputStream open(Path typed, Console console) throws IOException {
        return typed.toString().equals(STANDARD_INPUT) ? console.in() : Files.newInputStream(typed);
    }

    private static String guessName(Path file) throws IOException {
        try (var in = new BufferedInputStream(Files.newInputStream(file))) {
            in.mark(1);
            var isGzip = in.read() == GZIP_FIRST;
            in.reset();
            return isGzip ? guessName(new GZIPInputStream(in)) + ".gz" : guessName(in);
        } catch (EOFException | ZipException e) {
            return "stdin.csv.gz"; // Whoever reads it finds that it is broken, and says so.
        }
    }

    private static String guessName(InputStream in) throws IOException {
        var next = in.read();
        if (next == BYTE_ORDER_MARK) {
            in.skipNBytes(2);
            next = in.read();
        }
        while (next >= 0 && Character.isWhitespace(next)) {
            next = in.read();
        }
        return next == '{' ? "stdin.jsonl" : "stdin.csv";
    }
}
