package dev.imconnector.cli;

import dev.imconnector.app.Connector;
import dev.imconnector.push.Receipts;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunRecords;
import dev.imconnector.store.Location;
import dev.imconnector.store.ObjectStore;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/** The runs under {@code RUNS_LOCATION}, and what they have left behind, read as a stream. */
final class StoredRuns {

    private static final int MOST = 1_000_000;

    private final ObjectStore store;
    private final Location location;
    private final Location audit;
    private final RunRecords records;

    StoredRuns(Console console) {
        this.store = Connector.stores(console.environment());
        var environment = LocalEnvironment.of(console);
        this.location = Location.parse(environment.get("RUNS_LOCATION")).asFolder();
        this.audit = environment.containsKey("AUDIT_LOCATION")
                ? Location.parse(environment.get("AUDIT_LOCATION")).asFolder()
                : location.resolve("audit/");
        this.records = new RunRecords(store, location, Clock.systemUTC());
    }

    ObjectStore store() {
        return store;
    }

    RunRecords records() {
        return records;
    }

    /** All of them, the latest first. */
    List<RunRecord> all() {
        return records.all(MOST).stream()
                .sorted(Comparator.comparing(RunRecord::startedAt).reversed())
                .toList();
    }

    /** The receipts of the HTTP API's credits, which belong to no run. */
    List<Location> receiptsOfTheApi() {
        return store.list(audit, MOST).stream()
                .map(object -> object.location())
                .filter(object -> object.name().endsWith(".receipts.jsonl.gz"))
                .toList();
    }

    List<Location> receiptsOf(RunRecord run) {
        return Receipts.of(run, records);
    }

    /**
     * Reads receipts.
     *
     * @param wanted asked of each line before it is parsed
     */
    void readReceipts(List<Location> objects, Predicate<String> wanted, Consumer<Receipt> consumer) throws IOException {
        for (var object : objects) {
            try (var lines = lines(object)) {
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (wanted.test(line)) {
                        consumer.accept(RunRecords.json().readValue(line, Receipt.class));
                    }
                }
            }
        }
    }

    private BufferedReader lines(Location object) throws IOException {
        return new BufferedReader(
                new InputStreamReader(new GZIPInputStream(open(object), 64 * 1024), StandardCharsets.UTF_8));
    }

    InputStream open(Location object) throws IOException {
        var stored = store.find(object).orElseThrow(() -> new FileNotFoundException(object + " is gone"));
        return store.open(stored);
    }
}
