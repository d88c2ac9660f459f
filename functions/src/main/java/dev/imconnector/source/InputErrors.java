package dev.imconnector.source;

import dev.imconnector.problem.CleanText;
import dev.imconnector.problem.Problem;
import dev.imconnector.store.StoreException;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** The ways in which one file of the input cannot be used. */
public final class InputErrors {

    private static final int MOST_NAME = 100;

    private final String file;

    public InputErrors(String file) {
        this.file = file;
    }

    public InputException truncated(long line, String why) {
        return error(
                "INPUT_TRUNCATED",
                file + " is cut off near line " + line + ": " + why,
                "Export the file again; while it is being written, give it another name or place");
    }

    public InputException broken(long line, String why) {
        return error(
                "INPUT_BROKEN",
                file + " cannot be read beyond line " + line + ": " + why,
                "Correct the file, or export it again");
    }

    /** @param what it is instead, as in "a PDF document" */
    public InputException noText(String what) {
        return error(
                "INPUT_NOT_TEXT",
                file + " is neither CSV nor JSON lines, whatever its name says: by its first bytes it is " + what,
                "Export it as CSV or JSON lines, gzipped or not (in a spreadsheet: save as CSV UTF-8)");
    }

    /** @param files that are in the archive, or the first of them */
    public InputException archive(List<String> files) {
        return error(
                "INPUT_ARCHIVE",
                file + " is a ZIP archive of " + (files.isEmpty() ? "no file" : "several files: " + shown(files)),
                "Put one file into each archive, or the files themselves where the archive is");
    }

    private static String shown(List<String> names) {
        return names.stream()
                .map(name -> "'" + CleanText.of(name, MOST_NAME) + "'")
                .collect(Collectors.joining(", "));
    }

    /** What a file holds is not what its name, or its mapping, says. */
    public InputException otherFormat(String what, String fix) {
        return error("INPUT_FORMAT_UNKNOWN", file + " " + what, fix);
    }

    InputException notUtf8(long line, int found) {
        return error(
                "INPUT_NOT_UTF8",
                String.format("%s is not UTF-8: near line %d it has the byte 0x%02X", file, line, found),
                "Export it in UTF-8 (in Excel: CSV UTF-8), or name its character set as csv.charset in a mapping");
    }

    InputException undecodable(long line, String charset, int found) {
        return error(
                "INPUT_UNDECODABLE",
                String.format(
                        "%s is not text in %s, as its mapping says: near line %d it has the byte 0x%02X",
                        file, charset, line, found),
                "Correct csv.charset of the mapping, or the export's character set");
    }

    public InputException changed(Throwable cause) {
        return new InputException(
                new Problem(
                        "INPUT_CHANGED",
                        file + " was replaced or deleted while it was read",
                        "Write each export once, under its own name; start the run again"),
                cause);
    }

    public InputException changed(String how) {
        return error(
                "INPUT_CHANGED",
                file + " has changed: " + how,
                "Write each export once, under its own name; start the run again");
    }

    public StoreException unreachable(IOException cause) {
        return new StoreException(
                new Problem(
                        "STORE_READ_FAILED",
                        "Reading " + file + " failed: " + cause.getMessage(),
                        "Start the run again; it resumes where it stopped"),
                cause);
    }

    public InputException manifest(String code, String what, String fix) {
        return error(code, what, fix);
    }

    private static InputException error(String code, String message, String fix) {
        return new InputException(new Problem(code, message, fix));
    }
}
