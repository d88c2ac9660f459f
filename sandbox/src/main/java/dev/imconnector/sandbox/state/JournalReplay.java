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
import java.util.regex.Pattern;

/** Takes a state file over. A last line that was cut off by a crash had not been answered, and is left out. */
public final class JournalReplay {

    private final ImState state;

    private JournalReplay(ImState state) {
        this.state = state;
    }

    /** @throws SandboxSettingException when the file cannot be read, or a line is none of the journal's */
    public static void into(ImState state, Path file) {
        if (!Files.exists(file)) {
            return;
        }
        var replay = new JournalReplay(state);
        try {
            cutOffUnfinishedLine(file);
            replay.lines(file);
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
            apply(kind, in);
        } catch (IOException | RuntimeException e) {
            throw new SandboxSettingException(
                    "the state file " + file + " is broken at line " + number,
                    "Remove the file to begin anew, or that line and all after it",
                    e);
        }
    }

    private void apply(String kind, JsonParser in) throws IOException {
        switch (kind) {
            case "received" -> {
                while (in.nextToken() == JsonToken.VALUE_STRING) {
                    state.book().replayReceived(in.getText());
                }
            }
            case "created" -> state.book().replayCreated(CreditReader.at(in));
            default -> applyObject(kind, Json.MAPPER.readTree(in));
        }
    }

    private void applyObject(String kind, ObjectNode content) {
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
