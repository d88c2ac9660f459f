package dev.imconnector.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A table of inputs: a line for each, cells divided by {@code " | "}, the first of them a sentence, the last what must
 * become of it. In the cells between are escapes: {@code \n \r \t \\}, {@code \\u202e} for a character (also half of a pair),
 * {@code \xff} for a byte, {@code {a*1000}} for a text that is there so often. Immutable.
 */
final class HostileTable {

    /** All there are, by their names. */
    static final List<String> NAMES =
            List.of("values", "files", "mappings", "events", "settings", "secrets", "records", "answers", "requests");

    private static final String COLUMNS = """
            version: 1
            mappings:
              - fields:
                  sourceRef: {column: S}
                  transactionDate: {column: D}
                  amount: {column: A}
                  currencyCode: {column: C}
                  periodId: {column: M}
            """;

    /** What cells have in common. */
    private static final Map<String, String> PARTS = Map.of(
            "«H»",
            HostileNight.HEADER,
            "«G»",
            HostileNight.GOOD,
            "«M»",
            COLUMNS + "      participantId: {column: P}",
            "«C»",
            COLUMNS + "      participantId: ",
            "«R»",
            "{\"sourceRef\":\"A-1\",\"status\":\"CREATED\"}",
            "«K»",
            "{\"sourceRef\":\"a\",\"participantId\":\"p\",\"transactionDate\":\"2026-03-01\",\"amount\":1.5,"
                    + "\"currencyCode\":\"EUR\",\"periodId\":\"1\"}");

    private static final Pattern ESCAPE =
            Pattern.compile("\\\\(?:([nrt\\\\])|u(\\p{XDigit}{4})|x(\\p{XDigit}{2}))|\\{([^{}]*)\\*(\\d+)}");

    private HostileTable() {}

    /** One input. */
    record Row(String sentence, List<String> cells, String outcome) {

        /** A cell with its escapes made good. */
        String text(int cell) {
            return new String(bytes(cell), StandardCharsets.UTF_8);
        }

        /** The same for what need not be UTF-8. */
        byte[] bytes(int cell) {
            var out = new ByteArrayOutputStream();
            var raw = cells.get(cell);
            for (var part : PARTS.entrySet()) {
                raw = raw.replace(part.getKey(), part.getValue().replace("\n", "\\n"));
            }
            var matcher = ESCAPE.matcher(raw);
            var end = 0;
            while (matcher.find()) {
                out.writeBytes(utf8(raw.substring(end, matcher.start())));
                if (matcher.group(1) != null) {
                    out.write("\n\r\t\\".charAt("nrt\\".indexOf(matcher.group(1))));
                } else if (matcher.group(2) != null) {
                    out.writeBytes(utf8(String.valueOf((char) Integer.parseInt(matcher.group(2), 16))));
                } else if (matcher.group(3) != null) {
                    out.write(Integer.parseInt(matcher.group(3), 16));
                } else {
                    out.writeBytes(utf8(matcher.group(4)
                            .replace("\\n", "\n")
                            .replace("\\x7b", "{")
                            .repeat(Integer.parseInt(matcher.group(5)))));
                }
                end = matcher.end();
            }
            out.writeBytes(utf8(raw.substring(end)));
            return out.toByteArray();
        }

        /** Half of a pair becomes the three bytes that broken programs write for it, not a question mark. */
        private static byte[] utf8(String text) {
            if (text.length() == 1 && Character.isSurrogate(text.charAt(0))) {
                var unit = text.charAt(0);
                return new byte[] {
                    (byte) (0xE0 | unit >> 12), (byte) (0x80 | unit >> 6 & 0x3F), (byte) (0x80 | unit & 0x3F)
                };
            }
            return text.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return sentence;
        }
    }

    static Stream<Row> rows(String name) {
        try (var in = HostileTable.class.getResourceAsStream(name + ".txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.isBlank() && !line.startsWith("#"))
                            .map(line -> Arrays.asList(line.split(" \\| ", -1)))
                            .map(cells -> new Row(
                                    cells.get(0).strip(),
                                    cells.subList(1, cells.size() - 1),
                                    last(cells).strip()))
                            .toList()
                            .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String last(List<String> cells) {
        return cells.get(cells.size() - 1);
    }
}
