package dev.imconnector.cli.bench;

import dev.imconnector.run.RunRecords;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;

/**
 * What a pull has left, read by its manifest.
 *
 * @param rows as the manifest says
 * @param sha256 of all lines in order
 */
record PulledRows(long rows, String sha256) {

    static PulledRows of(Path folder) throws IOException, NoSuchAlgorithmException {
        var manifest =
                RunRecords.json().readTree(folder.resolve("manifest.json").toFile());
        var digest = MessageDigest.getInstance("SHA-256");
        for (var part : manifest.get("parts")) {
            var file = folder.resolve(part.get("name").textValue());
            try (var in = new GZIPInputStream(Files.newInputStream(file));
                    var out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
                in.transferTo(out);
            }
        }
        return new PulledRows(manifest.get("rows").asLong(), HexFormat.of().formatHex(digest.digest()));
    }
}
