package dev.imconnector.push;

import dev.imconnector.http.HttpExchange;
import dev.imconnector.run.RunId;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunRecords;
import dev.imconnector.run.RunStatus;
import dev.imconnector.run.Workers;
import dev.imconnector.settings.ClientRole;
import dev.imconnector.store.Location;
import dev.imconnector.testkit.MemoryStore;
import dev.imconnector.testkit.SettableClock;
import dev.imconnector.testkit.SimulatedIm;
import dev.imconnector.testkit.VirtualApp;
import dev.imconnector.time.Deadline;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.zip.GZIPInputStream;

/** A whole push with its token calls, in virtual time and, unless told otherwise, on one thread. Change the fields before {@link #push}. */
public final class PushScenario {

    public static final String HEADER = "sourceRef,participantId,transactionDate,amount,currencyCode,periodId\n";
    static final String FILE = "file:///exports/credits.csv";
    static final Location RUNS = Location.parse("file:///runs/");

    final SettableClock clock = new SettableClock();
    final SimulatedIm im = new SimulatedIm(clock);
    final MemoryStore store = new MemoryStore();
    private final VirtualApp app = new VirtualApp(clock, ClientRole.WRITER, store);

    int requestsPerMinute;
    int batchSize = 100;
    public int rejectThresholdPercent = 5;
    boolean emptyInputIsFine;
    String creditsLocation = FILE;
    Duration invocation = Duration.ofMinutes(15);
    HttpExchange network = im;
    IntFunction<Workers> workers = count -> Workers.caller();
    Optional<Location> creditMapping = Optional.empty();

    /** That many good credits of 1.50 EUR each, named and so on. */
    public static String credits(int count) {
        var csv = new StringBuilder(HEADER);
        for (int i = 1; i <= count; i++) {
            csv.append(credit("R-" + i, "1.50"));
        }
        return csv.toString();
    }

    public static String credit(String sourceRef, String amount) {
        return sourceRef + ",P-1,2026-03-01," + amount + ",EUR,2026-03\n";
    }

    public PushScenario given(String csv) {
        store.put(FILE, csv);
        return this;
    }

    /** A cold environment: no token, no memory of requests. */
    void coldStart() {
        app.coldStart();
    }

    public RunRecords records() {
        return new RunRecords(store, RUNS, clock);
    }

    /** From now on a setting, by the name of its environment variable, has that value. */
    void set(String variable, Object value) {
        app.with(variable, value);
    }

    /** From now on the exports are mapped by a mapping file of that content. */
    void map(String content) {
        var at = Location.parse("file:///config/mapping.yaml");
        store.write(at, content.getBytes(StandardCharsets.UTF_8));
        creditMapping = Optional.of(at);
    }

    CreditPush creditPush() {
        app.over(network).time.workers = workers;
        creditMapping.ifPresent(mapping -> app.with("IM_CREDIT_MAPPING", mapping));
        return app.with("CREDITS_LOCATION", creditsLocation)
                .with("IM_REQUESTS_PER_MINUTE", requestsPerMinute)
                .with("IM_BATCH_SIZE", batchSize)
                .with("IM_REJECT_THRESHOLD_PERCENT", rejectThresholdPercent)
                .with("IM_EMPTY_INPUT", emptyInputIsFine ? "ok" : "fail")
                .with("IM_ALREADY_EXISTS_PATTERN", "(?i)\\b409\\b|already exists|duplicate source ?ref")
                .connector()
                .creditPush();
    }

    public static PushRequest run(String runId) {
        return new PushRequest(Optional.of(runId), Optional.empty(), Optional.empty(), false, false, Optional.empty());
    }

    static PushRequest retry(String runId) {
        return new PushRequest(Optional.of(runId), Optional.empty(), Optional.empty(), true, false, Optional.empty());
    }

    public static PushRequest dryRun(String runId) {
        return new PushRequest(Optional.of(runId), Optional.empty(), Optional.empty(), false, true, Optional.empty());
    }

    /** The same with an event that names the place of the credits. */
    static PushRequest from(String credits, PushRequest request) {
        return new PushRequest(
                request.runId(),
                request.scheduledTime(),
                Optional.of(credits),
                request.retry(),
                request.dryRun(),
                request.requestedBy());
    }

    public RunRecord push(PushRequest request) {
        return creditPush().push(request, Deadline.after(invocation, clock));
    }

    /** Calls again and again as the workflow does, each time after the wait that was asked for. */
    RunRecord pushToTheEnd(PushRequest request) {
        var run = push(request);
        for (int calls = 0; run.status() == RunStatus.INCOMPLETE || run.status() == RunStatus.RUNNING; calls++) {
            if (calls > 5_000) {
                throw new AssertionError("The run does not end");
            }
            clock.advance(run.resumeAfter().orElseThrow());
            run = push(run(run.id()));
        }
        return run;
    }

    RunRecord stored(String runId) {
        return records().find(new RunId(runId)).orElseThrow().run();
    }

    List<String> rejects(RunRecord run) {
        return store.text(run.rejects().orElseThrow()).lines().toList();
    }

    List<String> receipts(RunRecord run) {
        try (var in = new GZIPInputStream(
                new ByteArrayInputStream(store.bytes(run.receipts().orElseThrow())))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
