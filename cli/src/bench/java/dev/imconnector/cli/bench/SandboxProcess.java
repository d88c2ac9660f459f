package dev.imconnector.cli.bench;

import dev.imconnector.cli.sandbox.ImSandbox;
import dev.imconnector.cli.sandbox.SandboxOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
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

    /** Lines in: switches separated by blanks to start anew, {@code report}; one line out for each. */
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
                if (im != null) {
                    im.close();
                }
                var switches = SandboxOptions.defaults().switches();
                for (var each : line.split(" ")) {
                    switches = switches.with(each.split("=")[0], each.split("=")[1]);
                }
                im = ImSandbox.start(SandboxOptions.defaults().withSwitches(switches), Clock.systemUTC());
                System.out.println(im.tokenUrl() + " " + im.apiUrl());
            }
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
        to.println(String.join(" ", switches));
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
