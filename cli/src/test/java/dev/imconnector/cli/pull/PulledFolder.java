package dev.imconnector.cli.pull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.run.RunRecords;
import dev.imconnector.sandbox.ImSandbox;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** What a pull has left in its folder, read as whoever uses it would: by its manifest. */
record PulledFolder(Path folder, JsonNode manifest) {

    static PulledFolder of(Path home, String entity, String runId) throws IOException {
        var folder = home.resolve("results").resolve(entity).resolve(runId);
        return new PulledFolder(
                folder,
                RunRecords.json().readTree(folder.resolve("manifest.json").toFile()));
    }

    long rows() {
        return manifest.get("rows").asLong();
    }

    /** SHA-256 of all lines in order; each part is checked against the manifest. */
    String checksum() throws IOException {
        var whole = sha256();
        try (var out = new DigestOutputStream(OutputStream.nullOutputStream(), whole)) {
            for (var part : manifest.get("parts")) {
                var file = folder.resolve(part.get("name").textValue());
                if (!sha256(file).equals(part.get("sha256").textValue())) {
                    throw new AssertionError("Not the part that the manifest names: " + part);
                }
                try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
                    in.transferTo(out);
                }
            }
        }
        return HexFormat.of().formatHex(whole.digest());
    }

    /** SHA-256 of what the sandbox holds, in the order in which it is asked for. */
    static String truth(ImSandbox sandbox, String entity, String query) throws IOException {
        var whole = sha256();
        try (var out = new DigestOutputStream(OutputStream.nullOutputStream(), whole)) {
            sandbox.writeRows(entity, query, out);
        }
        return HexFormat.of().formatHex(whole.digest());
    }

    /** The names of all files but the manifest and the store's own lock. */
    List<String> files() throws IOException {
        try (var files = Files.list(folder)) {
            return new ArrayList<>(files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("manifest.json") && !name.startsWith("."))
                    .sorted()
                    .toList());
        }
    }

    List<String> parts() {
        return manifest.get("parts").findValuesAsText("name").stream().sorted().toList();
    }

    private static String sha256(Path file) throws IOException {
        var digest = sha256();
        try (var in = Files.newInputStream(file);
                var out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            in.transferTo(out);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
