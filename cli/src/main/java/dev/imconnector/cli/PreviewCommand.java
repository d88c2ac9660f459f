package dev.imconnector.cli;

import dev.imconnector.credit.CreditJson;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.store.Location;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code im preview FILE}. */
@Command(
        name = "preview",
        description =
                "Shows what a push would make of a file: how it is read, the first credits, counts, totals, rejects.",
        mixinStandardHelpOptions = true)
final class PreviewCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "FILE", description = "The export, or a folder of them.")
    private Path file;

    @Mixin
    private MappingOption mapping = new MappingOption();

    PreviewCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        if (!Files.exists(file)) {
            console.note("There is no file %s", file);
            return ExitStatus.USAGE;
        }
        file = LocalEnvironment.meantBy(file);
        var environment = LocalEnvironment.of(console);
        mapping.putInto(environment);
        console.line("%-12s %s", "File", file);
        var guess = Files.isRegularFile(file) && !isJsonLines() ? ExportGuess.of(file) : null;
        if (guess != null) {
            console.line("%-12s %s", "Looks like", guess.describe());
            console.line("%-12s %s", "Columns", String.join(" | ", guess.header()));
        }
        console.line(
                "%-12s %s",
                "Mapping",
                environment.getOrDefault("IM_CREDIT_MAPPING", "none: the columns are to be the fields' own names"));
        console.line("");
        return show(environment);
    }

    private boolean isJsonLines() {
        return file.getFileName().toString().matches("(?i).*\\.(jsonl|ndjson)(\\.gz)?");
    }

    private int show(Map<String, String> environment) {
        Preview preview;
        try {
            var at = LocalEnvironment.uri(file) + (Files.isDirectory(file) ? "/" : "");
            preview = Preview.of(Location.parse(at), environment, Clock.systemUTC());
        } catch (ProblemException e) {
            console.line("A push of this file would send nothing and fail:");
            console.problem(e.problem());
            if (!environment.containsKey("IM_CREDIT_MAPPING")) {
                console.note("  im init %s writes a mapping to begin with.", ShellWord.of(file));
            }
            return ExitStatus.of(e.problem());
        }
        console.line("The first credits, as they would be sent:");
        for (var credit : preview.first()) {
            console.line("  %s", CreditJson.of(credit));
        }
        console.line("");
        preview.show(console);
        return preview.result().rejected() == 0 ? ExitStatus.OK : ExitStatus.REJECTS;
    }
}
