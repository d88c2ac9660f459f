package dev.imconnector.cli;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a file is by its first bytes, whatever its name says. */
enum ExportKind {
    TEXT("text"),
    GZIP("gzip"),
    ZIP("a ZIP archive, or a workbook of a spreadsheet (.xlsx, .ods)"),
    OLD_WORKBOOK("a workbook of an old spreadsheet (.xls)"),
    PDF("a PDF document"),
    MARKUP("an HTML or XML page, such as a page that asks to sign in"),
    PARQUET("a Parquet file"),
    JSON_DOCUMENT("JSON in one piece, and not one object a line"),
    BINARY("no text: it has bytes of zero");

    /** How many bytes are enough to tell. */
    static final int LOOKED_AT = 512;

    private static final char ZERO = '\0';

    private final String words;

    ExportKind(String words) {
        this.words = words;
    }

    /** @param begin the first bytes of the file */
    static ExportKind of(byte[] begin) {
        var text = new String(begin, 0, Math.min(begin.length, LOOKED_AT), StandardCharsets.ISO_8859_1);
        if (text.startsWith("\u001f\u008b")) {
            return GZIP;
        }
        if (text.startsWith("PK\u0003\u0004")) {
            return ZIP;
        }
        if (text.startsWith("\u00d0\u00cf\u0011\u00e0")) {
            return OLD_WORKBOOK;
        }
        if (text.startsWith("%PDF")) {
            return PDF;
        }
        if (text.startsWith("PAR1")) {
            return PARQUET;
        }
        if (text.stripLeading().regionMatches(true, 0, "<!doctype", 0, 9)
                || text.matches("(?is)\\s*<(html|\\?xml).*")) {
            return MARKUP;
        }
        if (text.matches("(?s)(\u00ef\u00bb\u00bf)?\\s*(\\[\\s*[{\\[]|\\{\\s*\\R).*")) {
            return JSON_DOCUMENT;
        }
        return text.indexOf(ZERO) >= 0 && !isUtf16(text) ? BINARY : TEXT;
    }

    /** By its byte order mark, or because every other byte is zero. */
    private static boolean isUtf16(String text) {
        return text.startsWith("\u00ff\u00fe")
                || text.startsWith("\u00fe\u00ff")
                || ExportText.utf16Without(text).isPresent();
    }

    /** What to say of a file that a mapping cannot be made for; empty when it can. */
    Optional<String> refusal() {
        return this == TEXT || this == GZIP ? Optional.empty() : Optional.of(words);
    }
}
