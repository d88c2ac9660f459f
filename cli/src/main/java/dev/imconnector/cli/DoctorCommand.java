package dev.imconnector.cli;

import dev.imconnector.cli.doctor.Addresses;
import dev.imconnector.cli.doctor.Page;
import dev.imconnector.cli.doctor.SettingNames;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.run.RunRecord;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code im doctor}. */
@Command(
        name = "doctor",
        description = "Prints one page to paste into a support case. It shows versions, folders, addresses, where each"
                + " setting comes from, and the last runs. It shows no secret, and of most settings only"
                + " the name.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

    private static final int RUNS = 5;
    private static final long MEBIBYTE = 1024 * 1024;

    private final Console console;
    private final Clock clock = Clock.systemUTC();

    @Option(
            names = "--reach",
            description = "Try to connect to both addresses as well, at most 5 s each; sends nothing.")
    private boolean reach;

    @Option(names = "--json", description = "Print JSON: a section of names and texts for each heading.")
    private boolean json;

    DoctorCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        var page = new Page();
        program(page);
        folders(page);
        new Addresses(console.environment()).addTo(page, reach);
        SettingNames.addTo(page, console.environment(), clock);
        runs(page);
        if (json) {
            console.json(page.sections());
        } else {
            page.lines().forEach(line -> console.line("%s", line));
        }
        return ExitStatus.OK;
    }

    private void program(Page page) {
        page.section("Program")
                .add("im", new ImVersion().getVersion()[0])
                .add("called as", console.command())
                .add("Java", Runtime.version() + ", " + System.getProperty("java.vendor"))
                .add(
                        "system",
                        "%s %s %s"
                                .formatted(
                                        System.getProperty("os.name"),
                                        System.getProperty("os.version"),
                                        System.getProperty("os.arch")))
                .add("processors", Integer.toString(Runtime.getRuntime().availableProcessors()))
                .add("most memory", Runtime.getRuntime().maxMemory() / MEBIBYTE + " MiB")
                .add("language", Locale.getDefault() + ", " + Charset.defaultCharset())
                .add("time", clock.instant().truncatedTo(ChronoUnit.SECONDS) + ", zone " + ZoneId.systemDefault())
                .add("terminal", console.isTerminal() ? "yes" : "no");
    }

    private void folders(Page page) {
        var folder = LocalFolder.of(console);
        var profiles = Profiles.place(console.environment());
        page.section("Folders and profile")
                .add("folder", folder + (Files.isDirectory(folder) ? "" : " (not there yet)"))
                .add("profile", console.environment().getOrDefault(Im.PROFILE, "none; the environment counts"))
                .add("profiles file", profiles + " (" + state(profiles) + ")");
    }

    private static String state(Path profiles) {
        if (!Files.exists(profiles)) {
            return "not there";
        }
        try {
            return "profiles: " + String.join(", ", new Profiles(profiles).names());
        } catch (Profiles.ProfileException e) {
            return e.problem().code();
        }
    }

    /** Of an error only the code: its message may name people and amounts. */
    private void runs(Page page) {
        var section = page.section("Last runs");
        try {
            var runs = new StoredRuns(console).all();
            section.add("how many", Integer.toString(runs.size()));
            runs.stream().limit(RUNS).forEach(run -> section.add(run.id(), inShort(run)));
        } catch (ProblemException e) {
            section.add("cannot be read", e.problem().code());
        }
    }

    private static String inShort(RunRecord run) {
        return "%s %s, started %s, by im %s%s"
                .formatted(
                        run.kind().text(),
                        run.status(),
                        run.startedAt().truncatedTo(ChronoUnit.SECONDS),
                        run.version().orElse("of an unknown version"),
                        run.error().map(error -> ", " + error.code()).orElse(""));
    }
}
