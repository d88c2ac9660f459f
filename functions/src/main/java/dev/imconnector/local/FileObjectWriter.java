package dev.imconnector.local;

import dev.imconnector.store.Location;
import dev.imconnector.store.ObjectWriter;
import dev.imconnector.store.StoreException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes to a hidden file beside the object, which a commit moves into its place. */
final class FileObjectWriter implements ObjectWriter {

    private static final int BUFFER_BYTES = 64 * 1024;

    /** Moves the written file into the object's place. */
    interface Mover {
        void move(Path written, Location object);
    }

    private final Location object;
    private final Path temporary;
    private final FileChannel channel;
    private final OutputStream stream;
    private final Mover mover;
    private boolean committed;

    /** @param channel the temporary file, open for writing; closed by this writer */
    FileObjectWriter(Location object, Path temporary, FileChannel channel, Mover mover) {
        this.object = object;
        this.temporary = temporary;
        this.channel = channel;
        this.mover = mover;
        this.stream = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES) {
            /** Leaves the channel to the commit, which has yet to bring its content to the disk. */
            @Override
            public void close() throws IOException {
                flush();
            }
        };
    }

    @Override
    public OutputStream stream() {
        return stream;
    }

    @Override
    public void commit() {
        if (committed) {
            throw new IllegalStateException("Already committed: " + object);
        }
        try (channel) {
            stream.flush();
            channel.force(false);
        } catch (IOException e) {
            throw failed(e);
        }
        mover.move(temporary, object);
        committed = true;
    }

    @Override
    public void close() {
        try (channel) {
            if (!committed) {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private StoreException failed(IOException e) {
        return FileProblems.of("write", object, e);
    }
}
