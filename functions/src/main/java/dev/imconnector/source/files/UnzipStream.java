package dev.imconnector.source.files;

import dev.imconnector.source.InputErrors;
import dev.imconnector.store.OneByte;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * The one file within a ZIP archive, as a stream: nothing of it is held beyond its last 64 KB, whatever it unpacks to.
 * Folders and what macOS adds are no files. That it is the only one is known at its end, for which the archive's own
 * directory is read as well: so an archive that is cut off between two files is not taken for a whole one.
 *
 * <p>Reading throws {@link EOFException} when the archive ends too early, {@link ZipException} when it is none, and what
 * {@link InputErrors} says when it holds another number of files than one.
 */
final class UnzipStream extends InputStream {

    /** What the end of an archive is at most: its directory's end record, and a comment. */
    private static final int END = 22 + 0xffff;

    private static final int END_RECORD = 22;
    private static final int ENTRIES_AT = 10;
    private static final int UNKNOWN = 0xffff;
    private static final int MOST_NAMED = 10;

    /** With what the first name in an office program's file begins. */
    private static final List<String> OF_OFFICE =
            List.of("[Content_Types].xml", "_rels/", "docProps/", "xl/", "word/", "ppt/", "mimetype", "META-INF/");

    private final InputErrors errors;
    private final Tail tail;
    private final ZipInputStream zip;
    private String name;
    private int entries;
    private boolean started;
    private boolean ended;

    UnzipStream(InputStream bytes, InputErrors errors) {
        this.errors = errors;
        this.tail = new Tail(bytes);
        this.zip = new ZipInputStream(tail, StandardCharsets.UTF_8);
    }

    @Override
    public int read() throws IOException {
        return OneByte.of(this);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (!started) {
            start();
        }
        if (ended || length == 0) {
            return ended ? -1 : 0;
        }
        var count = zip.read(target, offset, length);
        if (count < 0) {
            ended = true;
            mustBeAll();
        }
        return count;
    }

    private void start() throws IOException {
        started = true;
        var first = nextFile();
        if (first == null) {
            throw errors.archive(List.of());
        }
        if (OF_OFFICE.stream().anyMatch(first.getName()::startsWith)) {
            throw errors.noText("a workbook of a spreadsheet (.xlsx, .ods), or another office program's file");
        }
        name = first.getName();
    }

    private ZipEntry nextFile() throws IOException {
        try {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries++;
                if (!entry.isDirectory() && !isOfMacOs(entry.getName())) {
                    return entry;
                }
            }
            return null;
        } catch (IllegalArgumentException e) {
            throw (IOException) new ZipException("a name in it is not UTF-8").initCause(e);
        }
    }

    private static boolean isOfMacOs(String name) {
        return name.startsWith("__MACOSX/") || name.endsWith(".DS_Store");
    }

    private void mustBeAll() throws IOException {
        var names = new ArrayList<>(List.of(name));
        for (var next = nextFile(); next != null && names.size() < MOST_NAMED; next = nextFile()) {
            names.add(next.getName());
        }
        if (names.size() > 1) {
            throw errors.archive(names);
        }
        tail.readToItsEnd();
        var inDirectory = tail.entries();
        if (inDirectory != UNKNOWN && inDirectory != entries) {
            throw new ZipException("its directory names " + inDirectory + " entries, and " + entries + " were found");
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /** Keeps the last bytes that went through. */
    private static final class Tail extends FilterInputStream {

        private final byte[] last = new byte[END];
        private long count;

        Tail(InputStream bytes) {
            super(bytes);
        }

        @Override
        public int read() throws IOException {
            return OneByte.of(this);
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            var read = super.read(target, offset, length);
            for (int i = Math.max(0, read - END); i < read; i++) {
                last[(int) ((count + i) % END)] = target[offset + i];
            }
            count += Math.max(0, read);
            return read;
        }

        void readToItsEnd() throws IOException {
            var nowhere = new byte[8 * 1024];
            while (read(nowhere, 0, nowhere.length) >= 0) {
                continue;
            }
        }

        /** How many entries the directory has; {@link #UNKNOWN} when there are more than fit there. */
        int entries() throws EOFException {
            for (long at = count - END_RECORD; at >= Math.max(0, count - END); at--) {
                if (at(at) == 'P' && at(at + 1) == 'K' && at(at + 2) == 5 && at(at + 3) == 6) {
                    return at(at + ENTRIES_AT) | at(at + ENTRIES_AT + 1) << 8;
                }
            }
            throw new EOFException("the archive's directory, which is at its end, is missing");
        }

        private int at(long position) {
            return last[(int) (position % END)] & 0xff;
        }
    }
}
