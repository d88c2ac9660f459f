package dev.imconnector.cli;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * What an export looks like, by its beginning: a guess for people, by which nothing is pushed.
 *
 * @param charset UTF-8 when the bytes are, UTF-16 by its byte order mark, else Windows-1252
 * @param delimiter the one by which most lines fall into the same number of columns
 * @param header the first line
 * @param rows some of the lines below
 */
record ExportGuess(Charset charset, char delimiter, List<String> header, List<List<String>> rows) {

    private static final int LOOKED_AT = 64 * 1024;
    private static final int ROWS = 50;
    private static final char[] DELIMITERS = {',', ';', '\t', '|'};

    static ExportGuess of(Path file) throws IOException {
        byte[] begin;
        try (var stream = open(file)) {
            begin = stream.readNBytes(LOOKED_AT);
        }
        var charset = charset(begin);
        var text = withoutMark(text(begin, charset));
        var delimiter = delimiter(text);
        var rows = parse(text, delimiter);
        return new ExportGuess(
                charset,
                delimiter,
                rows.isEmpty() ? List.of() : rows.get(0),
                rows.isEmpty() ? List.of() : rows.subList(1, rows.size()));
    }

    private static InputStream open(Path file) throws IOException {
        var stream = new BufferedInputStream(Files.newInputStream(file));
        return file.getFileName().toString().endsWith(".gz") ? new GZIPInputStream(stream) : stream;
    }

    private static Charset charset(byte[] bytes) {
        if (bytes.length > 1 && (bytes[0] & 0xff) == 0xff && (bytes[1] & 0xff) == 0xfe) {
            return StandardCharsets.UTF_16LE;
        }
        if (bytes.length > 1 && (bytes[0] & 0xff) == 0xfe && (bytes[1] & 0xff) == 0xff) {
            return StandardCharsets.UTF_16BE;
        }
        // The end may be in the middle of a character.
        for (int cut = 0; cut < Math.min(4, bytes.length + 1); cut++) {
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, bytes.length - cut));
                return StandardCharsets.UTF_8;
            } catch (CharacterCodingException e) {
                if (bytes.length < LOOKED_AT) {
                    break;
                }
            }
        }
        return Charset.forName("windows-1252");
    }

    private static String text(byte[] bytes, Charset charset) {
        return new String(bytes, charset);
    }

    private static String withoutMark(String text) {
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    private static char delimiter(String text) {
        var best = ',';
        var bestScore = 0;
        for (var candidate : DELIMITERS) {
            var rows = parse(text, candidate);
            if (rows.isEmpty()) {
                continue;
            }
            var columns = rows.get(0).size();
            var alike = (int) rows.stream().filter(row -> row.size() == columns).count();
            var score = columns < 2 ? 0 : 100 * alike / rows.size() * 100 + Math.min(columns, 99);
            if (score > bestScore) {
                best = candidate;
                bestScore = score;
            }
        }
        return best;
    }

    private static List<List<String>> parse(String text, char delimiter) {
        var rows = new ArrayList<List<String>>();
        try (var csv = CsvReader.builder()
                .fieldSeparator(delimiter)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .trimWhitespacesAroundQuotes(true)
                .ofCsvRecord(text)) {
            for (CsvRecord record : csv) {
                rows.add(record.getFields().stream().map(String::strip).toList());
                if (rows.size() > ROWS) {
                    break;
                }
            }
        } catch (CsvParseException | IOException e) {
            return rows; // What could be read is what the guess is made of.
        }
        return rows;
    }

    String delimiterName() {
        return switch (delimiter) {
            case ',' -> "comma";
            case ';' -> "semicolon";
            case '\t' -> "tab";
            default -> String.valueOf(delimiter);
        };
    }

    /** The values of a column that are not blank. */
    List<String> values(int column) {
        return rows.stream()
                .filter(row -> row.size() > column)
                .map(row -> row.get(column))
                .filter(value -> !value.isBlank())
                .toList();
    }

    /** Whether the push reads it without a mapping, as far as can be seen. */
    boolean isPlain() {
        return delimiter == ',' && charset.equals(StandardCharsets.UTF_8);
    }

    String describe() {
        return "CSV, " + delimiterName() + ", " + charset.name() + ", header with " + header.size() + " columns";
    }
}
