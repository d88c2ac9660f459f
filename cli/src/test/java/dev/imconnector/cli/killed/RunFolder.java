package dev.imconnector.cli.killed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.run.RunRecords;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.zip.GZIPInputStream;

/** A run's folder as somebody finds it who looks at its files, and knows nothing of the code that has written them. */
record RunFolder(Path folder) {

    private Path record() {
        return folder.resolve("run.json");
    }

    /** The record as it is now; empty before there is any. */
    JsonNode run() throws IOException {
        return Files.exists(record())
                ? RunRecords.json().readTree(Files.readAllBytes(record()))
                : RunRecords.json().createObjectNode();
    }

    String status() throws IOException {
        return run().path("status").asText("NONE");
    }

    /** @return whether nothing more is to be done for it */
    boolean isCompleted() throws IOException {
        return status().equals("COMPLETED");
    }

    /** @return whether it goes on only by a retry */
    boolean hasFailed() throws IOException {
        return status().equals("FAILED");
    }

    /** Has the lease end now: what a killed process leaves holds the run for half a minute, and nobody here waits. */
    void endLease() throws IOException {
        if (run().path("lease").hasNonNull("expiresAt")) {
            var run = (ObjectNode) run();
            ((ObjectNode) run.get("lease"))
                    .put("expiresAt", Instant.now().minusSeconds(1).toString());
            var aged = Files.write(
                    folder.resolveSibling("aged.json"), RunRecords.json().writeValueAsBytes(run));
            Files.move(aged, record(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Unpacks a file to its end. @throws IOException when it is cut off */
    static byte[] unpacked(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return in.readAllBytes();
        }
    }
}
