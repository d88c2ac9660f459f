package dev.imconnector.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.http.HttpExchange;
import dev.imconnector.run.RunId;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunRecords;
import dev.imconnector.run.RunStatus;
import dev.imconnector.settings.ClientRole;
import dev.imconnector.store.Location;
import dev.imconnector.testkit.MemoryStore;
import dev.imconnector.testkit.SettableClock;
import dev.imconnector.testkit.SimulatedRows;
import dev.imconnector.testkit.VirtualApp;
import dev.imconnector.time.Deadline;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** A whole reconciliation with its pull and its token calls, in virtual time on one thread. Change the fields before {@link #reconcile}. */
final class ReconcileScenario {

    static final String HEADER = "sourceRef,participantId,transactionDate,amount,currencyCode,periodId\n";
    static final String FILE = "file:///exports/credits.csv";
    static final Location RUNS = Location.parse("file:///runs/");

    final SettableClock clock = new SettableClock();
    final SimulatedRows im = new SimulatedRows(clock);
    final MemoryStore store = new MemoryStore();
    private HttpExchange network = im;
    private final VirtualApp app = new VirtualApp(clock, ClientRole.READER, store);
    int requestsPerMinute;
    Duration invocation = Duration.ofMinutes(15);

    static String credit(String sourceRef, String amount) {
        return sourceRef + ",P-1,2026-03-01," + amount + ",EUR,2026-03\n";
    }

    /** A credit as IM shows it. */
    static String row(String sourceRef, String amount, String status) {
        return "{\"sourceRef\":\"%s\",\"amount\":%s,\"currencyCode\":\"EUR\",\"status\":\"%s\"}"
                .formatted(sourceRef, amount, status);
    }

    ReconcileScenario given(String csv) {
        store.put(FILE, csv);
        return this;
    }

    /** A cold environment: no token, no memory of requests. */
    void coldStart() {
        app.coldStart();
    }

    /** From now on an invocation has time for some seven pages. */
    void shortInvocations() {
        im.latency(Duration.ofSeconds(2));
        invocation = Duration.ofSeconds(20);
    }

    RunRecords records() {
        return new RunRecords(store, RUNS, clock);
    }

    /** From now on IM is a tenant's, as this network plays it. */
    void ofATenant(HttpExchange tenant) {
        network = tenant;
        app.with("IM_DIALECT", "tenant")
                .with("IM_API_URL", "http://localhost/api/v2")
                .with("IM_SCOPE", "none");
    }

    private Reconciliation reconciliation() {
        return app.over(network)
                .with("CREDITS_LOCATION", FILE)
                .with("IM_REQUESTS_PER_MINUTE", requestsPerMinute)
                .with("IM_PAGE_SIZE", 10)
                .with("IM_INPUT_WAIT_MINUTES", 0)
                .connector()
                .reconciliation();
    }

    /** A request that names its run and nothing else. */
    static ReconcileRequest run(String runId) {
        return new ReconcileRequest(
                Optional.of(runId), Optional.empty(), Optional.empty(), Optional.empty(), false, false);
    }

    static ReconcileRequest retry(String runId) {
        return new ReconcileRequest(
                Optional.of(runId), Optional.empty(), Optional.empty(), Optional.empty(), false, true);
    }

    RunRecord reconcile(ReconcileRequest request) {
        return reconciliation().reconcile(request, Deadline.after(invocation, clock));
    }

    /** Calls again and again as the workflow does, each time after the wait that was asked for. */
    RunRecord reconcileToTheEnd(ReconcileRequest request) {
        var run = reconcile(request);
        for (int calls = 0; run.status() == RunStatus.INCOMPLETE || run.status() == RunStatus.RUNNING; calls++) {
            if (calls > 5_000) {
                throw new AssertionError("The run does not end");
            }
            clock.advance(run.resumeAfter().orElseThrow());
            run = reconcile(run(run.id()));
        }
        return run;
    }

    RunRecord stored(String runId) {
        return records().find(new RunId(runId)).orElseThrow().run();
    }

    /** The differences, each as its kind and sourceRef. */
    List<String> differences(RunRecord run) {
        var found = new ArrayList<String>();
        try (var in = new GZIPInputStream(
                new ByteArrayInputStream(store.bytes(run.output().orElseThrow())))) {
            for (var line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                JsonNode difference = RunRecords.json().readTree(line);
                found.add(difference.get("kind").textValue() + " "
                        + difference.get("sourceRef").textValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }
}
