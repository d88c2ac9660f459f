package dev.imconnector.source.files;

import dev.imconnector.hashing.Sha256;
import dev.imconnector.source.InputErrors;
import dev.imconnector.store.ObjectChangedException;
import dev.imconnector.store.OneByte;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of a stored object as they are: counts them against its size, and hashes them when asked to. */
final class StoredBytes extends FilterInputStream {

    private final long size;
    private final InputErrors errors;
    private final Sha256 digest;
    private long count;

    /** @param digest takes all bytes, or null */
    StoredBytes(InputStream bytes, long size, InputErrors errors, Sha256 digest) {
        super(bytes);
        this.size = size;
        this.errors = errors;
        this.digest = digest;
    }

    @Override
    public int read() throws IOException {
        return OneByte.of(this);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            var read = super.read(target, offset, length);
            if (read > 0) {
                count += read;
                if (digest != null) {
                    digest.update(target, offset, read);
                }
            }
            if (read < 0 && count != size || count > size) {
                throw errors.changed(count + " bytes were read and " + size + " expected");
            }
            return read;
        } catch (ObjectChangedException e) {
            throw errors.changed(e);
        } catch (IOException e) {
            throw errors.unreachable(e);
        }
    }

    @Override
    public long skip(long n) {
        throw new UnsupportedOperationException("All bytes are read");
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
