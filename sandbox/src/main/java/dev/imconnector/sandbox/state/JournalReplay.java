package dev.imconnector.sandbox.state;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.sandbox.http.Json;
import dev.imconnector.sandbox.switches.SandboxSettingException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** Takes a state file over. A last line that was cut off by a crash had not been answered, and is left out. */
public final class JournalReplay {

    private final LineReader reader;

    private JournalReplay(LineReader reader) {
        this.reader = reader;
    }

    /** Takes one line over. */
    @FunctionalInterface
    private interface LineReader {

        /** @param in at the line's content */
        void read(String kind, JsonParser in) throws IOException;
    }

    /** @throws SandboxSettingException when the file cannot be read, or a line is none of the journal's */
    public static void into(ImState state, Path file) {
        new JournalReplay((kind, in) -> apply(state, kind, in)).all(file);
    }

    /**
     * Takes a state file over whose lines are all objects.
     *
     * @param reader is given each line's kind and content
     * @throws SandboxSettingException when the file cannot be read, or the reader does not take a line
     */
    public static void objects(Path file, BiConsumer<String, ObjectNode> reader) {
        new JournalReplay((kind, in) -> reader.accept(kind, Json.MAPPER.readTree(in))).all(file);
    }

    private void all(Path file) {
        if (!Files.exists(file)) {
            return;
        }
        try {
            cutOffUnfinishedLine(file);
            lines(file);
        } catch (IOException e) {
            throw new SandboxSettingException(
                    "the state file " + file + " cannot be read: " + e.getMessage(), "Name a file that can be read", e);
        }
    }

    private static void cutOffUnfinishedLine(Path file) throws IOException {
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            var end = bytes.length();
            while (end > 0) {
                bytes.seek(end - 1);
                if (bytes.read() == '\n') {
                    break;
                }
                end--;
            }
            bytes.setLength(end);
        }
    }

    private void lines(Path file) throws IOException {
        try (var lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            long number = 0;
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                line(line, ++number, file);
            }
        }
    }

    private void line(String line, long number, Path file) {
        try (var in = Json.FACTORY.createParser(line)) {
            in.nextToken();
            var kind = in.nextFieldName();
            in.nextToken();
            reader.read(kind, in);
        } catch (IOException | RuntimeException e) {
            throw new SandboxSettingException(
                    "the state file " + file + " is broken at line " + number,
                    "Remove the file to start again, or that line and all after it",
                    e);
        }
    }

    private static void apply(ImState state, String kind, JsonParser in) throws IOException {
        switch (kind) {
            case "received" -> {
                while (in.nextToken() == JsonToken.VALUE_STRING) {
                    state.book().replayReceived(in.getText());
                }
            }
            case "created" -> state.book().replayCreated(CreditReader.at(in));
            default -> applyObject(state, kind, Json.MAPPER.readTree(in));
        }
    }

    private static void applyObject(ImState state, String kind, ObjectNode content) {
        switch (kind) {
            case "status" ->
                state.book()
                        .changeStatus(
                                content.get("sourceRef").textValue(),
                                content.get("status").textValue());
            case "classified" -> {
                var errors = content.get("errors").textValue();
                state.book()
                        .classify(
                                content.get("end").intValue(),
                                errors.isEmpty() ? Optional.empty() : Optional.of(Pattern.compile(errors)));
            }
            case "pipeline-runs" -> state.pipelineRuns().replay(content);
            default -> state.documents().get(kind).put(content);
        }
    }
}
