package dev.imconnector.sandbox.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.imconnector.sandbox.http.SandboxAnswer;
import java.io.IOException;
import java.io.OutputStream;

/** Answers with status 200 and a body that no client can use. */
public final class BrokenBodies {

    private static final String MAINTENANCE =
            "<!DOCTYPE html><html><head><title>Maintenance</title></head><body><h1>We will be back soon</h1></body></html>";

    private static final int HUGE_BYTES = 64 * 1_024 * 1_024;
    private static final int HUGE_CHUNKS = 1_024;

    private BrokenBodies() {}

    /** A maintenance page. */
    public static SandboxAnswer html() {
        return SandboxAnswer.of(200, "text/html;charset=utf-8", MAINTENANCE.getBytes(UTF_8));
    }

    /** JSON by its type, but cut off in the middle. */
    public static SandboxAnswer garbage() {
        return SandboxAnswer.of(200, "application/json", "{\"value\":[{\"access_token\":".getBytes(UTF_8));
    }

    /** {@code {"value":[0,0,…]}} of 64 MiB. */
    public static SandboxAnswer huge() {
        return SandboxAnswer.streamed("application/json", BrokenBodies::writeHuge);
    }

    private static void writeHuge(OutputStream out) throws IOException {
        var zeros = "0,".repeat(HUGE_BYTES / HUGE_CHUNKS / 2).getBytes(UTF_8);
        out.write("{\"value\":[".getBytes(UTF_8));
        for (int i = 0; i < HUGE_CHUNKS; i++) {
            out.write(zeros);
        }
        out.write("0]}".getBytes(UTF_8));
    }
}
