package dev.imconnector.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code im init FILE}. */
@Command(
        name = "init",
        description = "Writes a first mapping for an export (CSV or JSON lines), and a profiles file if there is none.",
        mixinStandardHelpOptions = true)
final class InitCommand implements Callable<Integer> {

    /** The schema of mapping files: written beside the mapping, where every editor finds it. */
    static final String SCHEMA = "credit-mapping-1.json";

    private static final String PROFILE = """
            # Profiles of im --profile NAME. Keep this file to yourself (chmod 600): secrets are in it.
            # Each line is an environment variable of the connector; with a profile, im ignores those of the shell.
            # Relative paths start at this file's folder.
            #
            # [test]
            # IM_TOKEN_URL = https://…
            # IM_API_URL = https://…
            # ICM_CLIENT_ID = …
            # ICM_CLIENT_SECRET = …
            # ICM_READER_CLIENT_ID = …
            # ICM_READER_CLIENT_SECRET = …
            # IM_REQUESTS_PER_MINUTE = 100
            # IM_CREDIT_MAPPING = mapping.yaml
            # RUNS_LOCATION = runs/
            """;

    private final Console console;

    @Parameters(paramLabel = "FILE", description = "An export of your CRM.")
    private Path file;

    @Option(
            names = "--mapping",
            paramLabel = "FILE",
            description = "Where to write the mapping (default: mapping.yaml beside the export).")
    private Path mapping;

    @Option(names = "--json", description = "Print JSON: the files that were written, and the questions to answer.")
    private boolean json;

    InitCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (!Files.isRegularFile(file)) {
            console.note("There is no file %s", file);
            return ExitStatus.USAGE;
        }
        var to = mapping == null ? file.resolveSibling("mapping.yaml") : mapping;
        if (Files.exists(to)) {
            console.note("%s is there already; move it away, or name another with --mapping", to);
            return ExitStatus.USAGE;
        }
        var guess = ExportGuess.of(file);
        if (guess.kind().refusal().isPresent()) {
            console.note("%s is %s.", file, guess.describe());
            console.note(
                    "  What to do: Save or export it as CSV in UTF-8, or as JSON lines (one object a line), and call im init on that file");
            return ExitStatus.USAGE;
        }
        if (guess.header().isEmpty()) {
            console.note("%s is empty: there is no header line to begin with", file);
            return ExitStatus.USAGE;
        }
        var name = file.getFileName().toString();
        var starter = new StarterMapping(name, guess);
        Files.writeString(to, starter.yaml(), StandardOpenOption.CREATE_NEW);
        schema(to.resolveSibling(SCHEMA));
        tell(json ? console.notesOnly() : console, to, guess, starter);
        if (json) {
            console.json(new Written(
                    file.toString(),
                    guess.describe(),
                    to.toString(),
                    Profiles.place(console.environment()).toString(),
                    starter.questions()));
        }
        return ExitStatus.OK;
    }

    /**
     * What {@code --json} prints.
     *
     * @param questions what is left empty in the mapping, and has to be decided
     */
    record Written(String file, String looksLike, String mapping, String profiles, List<String> questions) {}

    private void tell(Console people, Path to, ExportGuess guess, StarterMapping starter) throws IOException {
        people.line("%s looks like %s.", file, guess.describe());
        people.line("A first mapping is in %s: check each line of it.", to);
        people.line("Its schema is beside it (%s), so that editors check it as you type.", SCHEMA);
        if (!starter.questions().isEmpty()) {
            people.line("The connector refuses it until you have filled in the empty lines. Decide:");
            starter.questions().forEach(question -> people.line("  %s", question));
        }
        profile(people);
        people.line("Next: %s preview %s --mapping %s", console.again(), ShellWord.of(file), ShellWord.of(to));
    }

    private static void schema(Path to) throws IOException {
        if (!Files.exists(to)) {
            try (var schema = InitCommand.class.getResourceAsStream(SCHEMA)) {
                Files.write(to, schema.readAllBytes(), StandardOpenOption.CREATE_NEW);
            }
        }
    }

    private void profile(Console people) throws IOException {
        var place = Profiles.place(console.environment());
        if (Files.exists(place)) {
            people.line("Your profiles are in %s, which stays unchanged.", place);
            return;
        }
        if (place.getParent() != null) {
            Files.createDirectories(place.getParent(), forOwner("rwx------"));
        }
        try (var out = Files.newByteChannel(
                place, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), forOwner("rw-------"))) {
            out.write(StandardCharsets.UTF_8.encode(PROFILE));
        }
        people.line("A first profiles file is in %s; nobody else can read it.", place);
    }

    private static FileAttribute<?>[] forOwner(String permissions) {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        };
    }
}
