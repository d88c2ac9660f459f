package dev.imconnector.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.imconnector.app.Connector;
import dev.imconnector.lambda.ColdHandlers;
import dev.imconnector.metrics.RunMetrics;
import dev.imconnector.problem.Problem;
import dev.imconnector.settings.ClientRole;
import dev.imconnector.store.StoreException;
import dev.imconnector.testkit.SettableClock;
import dev.imconnector.testkit.SimulatedIm;
import dev.imconnector.testkit.VirtualTime;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * What is far larger than the memory, in a process that has little of it: prints a line for each, {@code name|outcome}. By
 * the push's handler and real files.
 */
final class HostileSizes {

    /** Of nothing, written without taking room on the disk. */
    private static final long HUGE = 1L << 30;

    /** Unpacked: more than there is memory; still more would only take longer. */
    private static final int MEGABYTES = 64;

    private final Path home;

    private HostileSizes(Path home) {
        this.home = home;
    }

    /** Writes what is too large. */
    private interface Content {
        void to(OutputStream out) throws IOException;
    }

    /** @param arguments the folder for files and runs */
    public static void main(String[] arguments) throws IOException {
        var sizes = new HostileSizes(Path.of(arguments[0]));
        sizes.exports();
        sizes.others();
        System.exit(0);
    }

    private void exports() throws IOException {
        say("a line of a gigabyte", "credits.csv", out -> {});
        say("gzip of one long line", "line.csv.gz", gzip("x".repeat(1 << 20), MEGABYTES));
        say(
                "gzip of a cell that never ends",
                "cell.csv.gz",
                gzip(HostileNight.HEADER + "\"" + "x\n".repeat(1 << 19), MEGABYTES));
        say("gzip of empty lines", "empty.csv.gz", gzip("\n".repeat(1 << 20), MEGABYTES));
        say("gzip of commas", "commas.csv.gz", gzip(",".repeat(1 << 20), MEGABYTES));
        say("gzip of brackets", "deep.jsonl.gz", gzip("[".repeat(1 << 20), MEGABYTES));
        say("gzip of an endless string", "string.jsonl.gz", gzip("{\"a\":\"" + "x".repeat(1 << 20), MEGABYTES));
        say("gzip of zeros", "zeros.csv.gz", gzip("\0".repeat(1 << 20), MEGABYTES));
        say("gzip of gzip", "twice.csv.gz", out -> {
            try (var outer = new GZIPOutputStream(out)) {
                gzip("\n".repeat(1 << 20), MEGABYTES).to(outer);
            }
        });
        say("ZIP of zeros", "bomb.csv", out -> {
            try (var zip = new ZipOutputStream(out)) {
                zip.setLevel(Deflater.BEST_SPEED);
                zip.putNextEntry(new ZipEntry("credits.csv"));
                repeat("\0".repeat(1 << 20), MEGABYTES, zip);
            }
        });
    }

    private void others() throws IOException {
        var huge = uri(zeros(home.resolve("huge.yaml")));
        System.out.println("a mapping of a gigabyte|" + push(good("a.csv"), Map.of("IM_CREDIT_MAPPING", huge)));
        zeros(home.resolve("b.csv.manifest.json"));
        System.out.println("a manifest of a gigabyte|" + push(good("b.csv"), Map.of()));
        zeros(Files.createDirectories(home.resolve("runs/c.csv")).resolve("run.json"));
        System.out.println("a record of a gigabyte|" + push(good("c.csv"), Map.of()));
        zeros(Files.createDirectories(home.resolve("runs/d.csv")).resolve("stop.json"));
        System.out.println("a request to stop of a gigabyte|" + push(good("d.csv"), Map.of()));
    }

    private Path good(String name) throws IOException {
        return Files.writeString(home.resolve(name), HostileNight.HEADER + HostileNight.GOOD);
    }

    private static Content gzip(String piece, int times) {
        return out -> {
            var gzip = new FastGzip(out);
            repeat(piece, times, gzip);
            gzip.finish();
        };
    }

    private static final class FastGzip extends GZIPOutputStream {

        FastGzip(OutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    private static void repeat(String piece, int times, OutputStream out) throws IOException {
        var bytes = piece.getBytes(UTF_8);
        for (int i = 0; i < times; i++) {
            out.write(bytes);
        }
    }

    private static Path zeros(Path file) throws IOException {
        try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(HUGE);
        }
        return file;
    }

    private void say(String name, String file, Content content) throws IOException {
        var export = home.resolve(file);
        try (var out = Files.newOutputStream(export)) {
            content.to(out);
        }
        if (Files.size(export) == 0) {
            zeros(export);
        }
        System.out.println(name + "|" + push(export, Map.of()));
        Files.delete(export);
    }

    private String push(Path export, Map<String, String> more) {
        var settings = new TreeMap<>(more);
        var clock = new SettableClock();
        var im = new SimulatedIm(clock);
        settings.put("IM_TOKEN_URL", "http://localhost/oauth/token");
        settings.put("IM_API_URL", "http://localhost/successfactors/im");
        settings.put("ICM_CLIENT_ID", "im-writer");
        settings.put("ICM_CLIENT_SECRET", "canary-secret");
        settings.put("RUNS_LOCATION", uri(home.resolve("runs")) + "/");
        settings.put("CREDITS_LOCATION", uri(export));
        settings.put("IM_INPUT_WAIT_MINUTES", "0");
        var platform = new VirtualTime(clock).over((connect, request) -> im).platform();
        var connector = new Connector(settings, ClientRole.WRITER, platform, RunMetrics.NONE);
        var event = "{\"runId\":\"" + export.getFileName() + "\"}";
        try {
            var run = HostileNight.run(ColdHandlers.push(connector), event);
            run.error().ifPresent(ClearError::mustBe);
            return run.error().map(Problem::code).orElse("sent " + run.created());
        } catch (StoreException e) {
            ClearError.mustBe(e.problem());
            return e.problem().code();
        }
    }

    private static String uri(Path path) {
        var uri = path.toAbsolutePath().toUri().toString();
        return uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
    }
}
