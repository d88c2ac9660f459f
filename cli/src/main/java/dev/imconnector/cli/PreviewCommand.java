package dev.imconnector.cli;

import dev.imconnector.credit.CreditJson;
import dev.imconnector.problem.CleanText;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.store.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code im preview FILE}. */
@Command(
        name = "preview",
        description =
                "Shows what a push would make of a file: how it is read, the first credits, counts, totals, rejects.",
        mixinStandardHelpOptions = true)
final class PreviewCommand implements Callable<Integer> {

    private static final int LONGEST_NAME = 200;

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The export, or a folder of them; - for the standard input.")
    private Path typed;

    @Mixin
    private InputFile input = new InputFile();

    @Mixin
    private MappingOption mapping = new MappingOption();

    @Option(
            names = "--dialect",
            paramLabel = "NAME",
            description =
                    "For which API of IM: course, or tenant, as real ones have it (default: the setting dialect).")
    private SandboxDialect dialect;

    @Option(
            names = "--ask",
            description =
                    "Ask IM for what only it knows: the periods and unit types of a tenant. Reads there, writes nothing.")
    private boolean ask;

    @Option(names = "--json", description = "Print JSON, and nothing else.")
    private boolean json;

    PreviewCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        mapping.mustBeThere(spec.commandLine());
        if (!InputFile.isPipe(typed)) {
            if (!Files.exists(typed)) {
                throw UsageErrors.of(spec.commandLine(), "There is no file %s", typed);
            }
            return preview(LocalEnvironment.meantBy(typed));
        }
        var folder = Files.createTempDirectory("im-preview");
        try {
            return preview(input.of(typed, console, folder));
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private int preview(Path file) throws IOException, InterruptedException {
        var environment = LocalEnvironment.of(console);
        mapping.putInto(environment);
        if (dialect != null) {
            environment.put("IM_DIALECT", dialect.toString());
        }
        var guess = Files.isRegularFile(file) && !isJsonLines(file)
                ? Optional.of(ExportGuess.of(file))
                : Optional.<ExportGuess>empty();
        var at = Location.parse(LocalEnvironment.uri(file) + (Files.isDirectory(file) ? "/" : ""));
        return json ? asJson(file, at, guess, environment) : asText(file, at, guess, environment);
    }

    private static boolean isJsonLines(Path file) {
        return file.getFileName().toString().matches("(?i).*\\.(jsonl|ndjson)(\\.gz)?");
    }

    private int asJson(Path file, Location at, Optional<ExportGuess> guess, Map<String, String> environment)
            throws IOException, InterruptedException {
        var answer = PreviewJson.of(
                file,
                guess.map(ExportGuess::describe),
                guess.map(ExportGuess::header).orElse(List.of()),
                environment.get("IM_CREDIT_MAPPING"));
        try {
            var preview = of(at, environment);
            console.json(answer.with(preview));
            return status(preview);
        } catch (ProblemException e) {
            console.json(answer.with(e.problem()));
            return ExitStatus.of(e.problem());
        }
    }

    private int asText(Path file, Location at, Optional<ExportGuess> guess, Map<String, String> environment)
            throws InterruptedException {
        console.line("%-12s %s", "File", typed);
        guess.ifPresent(each -> {
            console.line("%-12s %s", "Looks like", each.describe());
            console.line(
                    "%-12s %s",
                    "Columns",
                    each.header().stream()
                            .map(name -> CleanText.of(name, LONGEST_NAME))
                            .collect(Collectors.joining(" | ")));
        });
        console.line(
                "%-12s %s",
                "Mapping",
                Optional.ofNullable(environment.get("IM_CREDIT_MAPPING"))
                        .map(RunText::readable)
                        .orElse("none: the columns must have the fields' own names"));
        console.line("");
        try {
            var preview = of(at, environment);
            console.line("The first credits, as they would be sent:");
            preview.first().forEach(credit -> console.line("  %s", CreditJson.of(credit)));
            console.line("");
            preview.show(console);
            showUnknown(preview, file);
            preview.showRefusal(console);
            return status(preview);
        } catch (ProblemException e) {
            console.line("A push of this file would send nothing and fail:");
            console.problem(e.problem());
            if (!environment.containsKey("IM_CREDIT_MAPPING")) {
                console.note("  %s init %s writes a first mapping.", console.again(), ShellWord.of(file));
            }
            return ExitStatus.of(e.problem());
        }
    }

    private Preview of(Location at, Map<String, String> environment) throws InterruptedException {
        return ask
                ? Preview.asking(at, environment, Clock.systemUTC())
                : Preview.of(at, environment, Clock.systemUTC());
    }

    private void showUnknown(Preview preview, Path file) {
        if (!preview.unknown().isEmpty()) {
            console.line("Not checked, because only the tenant knows");
            preview.unknown().forEach(each -> console.line("  %s", each));
            console.line(
                    "  Add --ask: it reads them there and sends nothing. Or: %s",
                    mapping.addTo(new ResumeWords(List.of(console.again(), "push", ShellWord.of(file))))
                            .with("--dry-run"));
        }
    }

    private static int status(Preview preview) {
        return preview.refusal()
                .map(ExitStatus::of)
                .orElse(preview.result().rejected() == 0 ? ExitStatus.OK : ExitStatus.REJECTS);
    }
}
