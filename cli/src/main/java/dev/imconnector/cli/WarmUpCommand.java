package dev.imconnector.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * Calls what most commands begin with, once and shown to nobody, so that a JVM that writes an archive of the classes it
 * has loaded (application class data sharing, JEP 350) has those of the command line in it. Called by the build of
 * {@code im}.
 */
@Command(name = "warm-up", hidden = true, description = "Loads the classes of the command line.")
final class WarmUpCommand implements Callable<Integer> {

    @Override
    public Integer call() throws Exception {
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        var folder = Files.createTempDirectory("im-warm-up");
        try {
            var console = new Console(nowhere, nowhere, false, Map.of(), folder);
            return Stream.of("--help", "completion", "runs")
                    .mapToInt(command -> Im.execute(console, command))
                    .max()
                    .orElseThrow();
        } finally {
            Files.delete(folder);
        }
    }
}
