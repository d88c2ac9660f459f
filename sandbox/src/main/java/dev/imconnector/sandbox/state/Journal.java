package dev.imconnector.sandbox.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.sandbox.http.Json;
import dev.imconnector.sandbox.switches.SandboxSettingException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The state file: one JSON object a line, appended before the request that caused it is answered. Safe for use by
 * several threads. The form of a line is shared with {@link JournalReplay}.
 */
public final class Journal implements AutoCloseable {

    private static final int BUFFER_BYTES = 64 * 1_024;

    private OutputStream file;

    /** Keeps nothing until {@link #appendTo}. */
    public Journal() {}

    /**
     * Keeps all that happens from now on.
     *
     * @throws SandboxSettingException when the file cannot be opened for appending
     */
    public synchronized void appendTo(Path path) {
        try {
            var stream = Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            file = new BufferedOutputStream(stream, BUFFER_BYTES);
        } catch (IOException e) {
            throw new SandboxSettingException(
                    "the state file " + path + " cannot be written: " + e.getMessage(),
                    "Name a file in a folder that exists and is writable",
                    e);
        }
    }

    void received(List<CreditItem> items) {
        write("received", out -> {
            out.writeStartArray();
            for (var item : items) {
                if (item.sourceRef() != null) {
                    out.writeString(item.sourceRef());
                }
            }
            out.writeEndArray();
        });
    }

    void created(CreditItem item) {
        write("created", out -> {
            out.writeStartObject();
            SentMembers.writeSent(out, item);
            out.writeEndObject();
        });
    }

    void statusChanged(String sourceRef, String status) {
        write("status", out -> {
            out.writeStartObject();
            out.writeStringField("sourceRef", sourceRef);
            out.writeStringField("status", status);
            out.writeEndObject();
        });
        flush();
    }

    /** @param end the number of the first credit that was not classified */
    void classified(int end, String errorPattern) {
        write("classified", out -> {
            out.writeStartObject();
            out.writeNumberField("end", end);
            out.writeStringField("errors", errorPattern);
            out.writeEndObject();
        });
        flush();
    }

    public void put(String entity, ObjectNode row) {
        write(entity, out -> Json.MAPPER.writeTree(out, row));
        flush();
    }

    private synchronized void write(String kind, Json.Part content) {
        if (file == null) {
            return;
        }
        try {
            file.write(Json.bytes(out -> {
                out.writeStartObject();
                out.writeFieldName(kind);
                content.writeTo(out);
                out.writeEndObject();
                out.writeRaw('\n');
            }));
        } catch (IOException e) {
            throw new UncheckedIOException("the state file cannot be written", e);
        }
    }

    /** Hands all lines to the operating system, so that they survive the end of this process. */
    synchronized void flush() {
        try {
            if (file != null) {
                file.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the state file cannot be written", e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the state file cannot be closed", e);
        }
    }
}
