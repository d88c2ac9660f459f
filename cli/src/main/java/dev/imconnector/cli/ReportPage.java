package dev.imconnector.cli;

import dev.imconnector.local.PrivateFolder;
import dev.imconnector.run.RunRecord;
import dev.imconnector.store.Location;
import dev.imconnector.store.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A run's report in the browser, or its path where there is none. */
final class ReportPage {

    private final Console console;
    private final ObjectStore store;

    ReportPage(Console console, ObjectStore store) {
        this.console = console;
        this.store = store;
    }

    int open(RunRecord run) throws IOException {
        if (run.report().isEmpty()) {
            console.note(
                    "The run %s has no report: %s",
                    run.id(), run.hasEnded() ? "it could not be written" : "it has not ended yet");
            return ExitStatus.INCOMPLETE;
        }
        var page = local(run, run.report().get());
        console.line("%s", page);
        BrowserWindow.show(console, page);
        return ExitStatus.OK;
    }

    /** A browser cannot sign requests to S3. */
    private Path local(RunRecord run, Location report) throws IOException {
        if (report.scheme().equals("file")) {
            return Path.of(report.path());
        }
        var stored = store.read(report).orElseThrow(() -> new IOException("The report " + report + " is gone"));
        var folder = LocalFolder.of(console).resolve("reports").toAbsolutePath();
        PrivateFolder.create(folder);
        return Files.write(folder.resolve(run.id() + ".html"), stored.content());
    }
}
