package dev.imconnector.source.files;

import dev.imconnector.source.CreditRecords;
import dev.imconnector.source.SourceRecord;
import java.io.IOException;

/** One reading of {@link CreditFiles}, file after file. */
final class FilesReading implements CreditRecords {

    private final CreditFiles files;
    private final boolean verifying;

    private int index = -1;
    private OpenFile file;
    private long position;
    private long leftOut;

    FilesReading(CreditFiles files, boolean verifying) {
        this.files = files;
        this.verifying = verifying;
    }

    void skip(long count) {
        while (position < count) {
            if (!advance()) {
                throw new IllegalArgumentException("There is no record " + count + ", only " + position);
            }
            position++;
        }
    }

    @Override
    public SourceRecord next() {
        return advance() ? files.judged(file.record(position++)) : null;
    }

    @Override
    public long leftOut() {
        return leftOut + (file == null ? 0 : file.leftOut());
    }

    private boolean advance() {
        try {
            while (file == null || !file.advance()) {
                if (!nextFile()) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            throw files.errors(index).unreachable(e);
        }
    }

    private boolean nextFile() throws IOException {
        if (file != null) {
            file.verify();
            leftOut += file.leftOut();
            file.close();
            file = null;
        }
        if (index + 1 >= files.count()) {
            return false;
        }
        index++;
        file = files.openFile(index, verifying ? files.manifestOf(index) : InputManifest.NONE);
        return true;
    }

    @Override
    public void close() {
        if (file == null) {
            return;
        }
        try {
            file.close();
        } catch (IOException e) {
            throw files.errors(index).unreachable(e);
        } finally {
            file = null;
        }
    }
}
