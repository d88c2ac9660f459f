package dev.imconnector.cli.bench;

import dev.imconnector.sandbox.ImDialect;
import dev.imconnector.sandbox.ImSandbox;
import dev.imconnector.sandbox.SandboxOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;

/**
 * Sandboxes, one after the other, in one process of their own: warm, but without anything from the one before, and
 * without a share in the memory that is measured.
 */
final class SandboxProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader from;
    private final PrintWriter to;
    private URI tokenUrl;
    private URI apiUrl;

    private SandboxProcess(Process process) {
        this.process = process;
        this.from = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.to = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    static SandboxProcess start() throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = List.of(java, "-cp", System.getProperty("java.class.path"), SandboxProcess.class.getName());
        return new SandboxProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** What the next sandbox speaks. */
    enum Speaks {
        COURSE(ImDialect.COURSE),
        TENANT(ImDialect.TENANT);

        private final ImDialect dialect;

        Speaks(ImDialect dialect) {
            this.dialect = dialect;
        }
    }

    /** Lines in: a dialect and switches separated by blanks to start anew, {@code report}, {@code rows ENTITY QUERY}; one line out each. */
    public static void main(String[] arguments) throws IOException {
        ImSandbox im = null;
        try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                if (line.equals("report")) {
                    var report = im.report();
                    System.out.println(report.requests().firstArrivalMicros() + " "
                            + report.requests().lastAnswerMicros() + " "
                            + report.requests().throttled() + " "
                            + report.credits().stored());
                    continue;
                }
                if (line.startsWith("rows ")) {
                    System.out.println(sha256OfRows(im, line.split(" ", 3)[1], line.split(" ", 3)[2]));
                    continue;
                }
                if (im != null) {
                    im.close();
                }
                im = ImSandbox.start(options(line.split(" ")), Clock.systemUTC());
                System.out.println(im.tokenUrl() + " " + im.apiUrl());
            }
        }
    }

    private static SandboxOptions options(String... words) {
        var switches = SandboxOptions.defaults().switches();
        for (var each : List.of(words).subList(1, words.length)) {
            switches = switches.with(each.split("=")[0], each.split("=")[1]);
        }
        return SandboxOptions.defaults().withSwitches(switches).withDialect(Speaks.valueOf(words[0]).dialect);
    }

    private static String sha256OfRows(ImSandbox im, String entity, String query) throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            try (var out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
                im.writeRows(entity, query, out);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** What it saw. @see SandboxReport */
    record Seen(long firstArrivalMicros, long lastAnswerMicros, long throttled, long stored) {

        double seconds() {
            return (lastAnswerMicros - firstArrivalMicros) / 1e6;
        }
    }

    /** A sandbox that knows nothing yet. */
    SandboxProcess anew(String... switches) throws IOException {
        return anew(Speaks.COURSE, switches);
    }

    /** A sandbox of that dialect that knows nothing yet. */
    SandboxProcess anew(Speaks dialect, String... switches) throws IOException {
        to.println(dialect + " " + String.join(" ", switches));
        var urls = from.readLine().split(" ");
        tokenUrl = URI.create(urls[0]);
        apiUrl = URI.create(urls[1]);
        return this;
    }

    double cpu() {
        return process.info().totalCpuDuration().orElseThrow().toNanos() / 1e3;
    }

    Seen seen() throws IOException {
        to.println("report");
        var numbers = from.readLine().split(" ");
        return new Seen(
                Long.parseLong(numbers[0]),
                Long.parseLong(numbers[1]),
                Long.parseLong(numbers[2]),
                Long.parseLong(numbers[3]));
    }

    /** Of the rows that it holds, each on a line, in the order that the query names. */
    String sha256OfRows(String entity, String query) throws IOException {
        to.println("rows " + entity + " " + query);
        return from.readLine();
    }

    URI tokenUrl() {
        return tokenUrl;
    }

    URI apiUrl() {
        return apiUrl;
    }

    @Override
    public void close() {
        to.close();
        process.destroy();
    }
}
