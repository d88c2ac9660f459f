package dev.imconnector.pull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.http.HttpExchange;
import dev.imconnector.run.RunId;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunRecords;
import dev.imconnector.run.RunStatus;
import dev.imconnector.settings.ClientRole;
import dev.imconnector.store.Location;
import dev.imconnector.store.RowsFormat;
import dev.imconnector.testkit.MemoryStore;
import dev.imconnector.testkit.SettableClock;
import dev.imconnector.testkit.SimulatedRows;
import dev.imconnector.testkit.VirtualApp;
import dev.imconnector.time.Deadline;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** A whole pull with its token calls, in virtual time on one thread. Change the fields before {@link #pull}. */
final class PullScenario {

    static final Location RUNS = Location.parse("file:///runs/");
    static final Location RESULTS = Location.parse("file:///results/");

    final SettableClock clock = new SettableClock();
    final SimulatedRows im = new SimulatedRows(clock);
    final MemoryStore store = new MemoryStore();
    private final VirtualApp app = new VirtualApp(clock, ClientRole.READER, store);

    HttpExchange network = im;
    URI server = URI.create("http://localhost");
    int requestsPerMinute;
    int pageSize = 10;
    Optional<String> resultsFilter = Optional.of("status eq 'APPROVED'");
    Optional<String> resultsSelect = Optional.empty();
    Optional<String> resultsOrderby = Optional.empty();
    RowsFormat format = RowsFormat.JSONL;
    boolean guardsFormulas;
    boolean emptyIsFine = true;
    Duration invocation = Duration.ofMinutes(15);

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

    ResultsPull resultsPull() {
        resultsSelect.ifPresent(select -> app.with("IM_RESULTS_SELECT", select));
        resultsOrderby.ifPresent(orderby -> app.with("IM_RESULTS_ORDERBY", orderby));
        return app.over(network)
                .with("IM_TOKEN_URL", server + "/oauth/token")
                .with("IM_API_URL", server + "/successfactors/im")
                .with("RESULTS_LOCATION", RESULTS)
                .with("IM_REQUESTS_PER_MINUTE", requestsPerMinute)
                .with("IM_PAGE_SIZE", pageSize)
                .with("IM_RESULTS_FILTER", resultsFilter.orElse(""))
                .with("IM_RESULTS_FORMAT", format == RowsFormat.CSV ? "csv" : "jsonl")
                .with("IM_RESULTS_FORMULA_GUARD", guardsFormulas ? "on" : "off")
                .with("IM_EMPTY_RESULTS", emptyIsFine ? "ok" : "fail")
                .with("IM_INPUT_WAIT_MINUTES", 0)
                .connector()
                .resultsPull();
    }

    /** A request that names its run and nothing else. */
    static PullRequest run(String runId) {
        return request(runId, null, null, null, null, false);
    }

    static PullRequest retry(String runId) {
        return request(runId, null, null, null, null, true);
    }

    /** @param select and the others: null when the request does not have it */
    static PullRequest request(
            String runId, String entity, String filter, String select, String orderby, boolean retry) {
        return new PullRequest(
                Optional.of(runId),
                Optional.empty(),
                Optional.ofNullable(entity),
                new RowSelection(
                        Optional.ofNullable(filter), Optional.ofNullable(select), Optional.ofNullable(orderby)),
                Optional.empty(),
                retry);
    }

    RunRecord pull(PullRequest request) {
        return resultsPull().pull(request, Deadline.after(invocation, clock));
    }

    /** Calls again and again as the workflow does, each time after the wait that was asked for. */
    RunRecord pullToTheEnd(PullRequest request) {
        var run = pull(request);
        for (int calls = 0; run.status() == RunStatus.INCOMPLETE || run.status() == RunStatus.RUNNING; calls++) {
            if (calls > 5_000) {
                throw new AssertionError("The run does not end");
            }
            clock.advance(run.resumeAfter().orElseThrow());
            run = pull(run(run.id()));
        }
        return run;
    }

    RunRecord stored(String runId) {
        return records().find(new RunId(runId)).orElseThrow().run();
    }

    Optional<JsonNode> manifest(String entity, String runId) {
        var location = RESULTS.resolve(entity + "/" + runId + "/manifest.json");
        return store.read(location).map(stored -> json(stored.content()));
    }

    JsonNode manifest(RunRecord run) {
        return json(store.bytes(run.output().orElseThrow().resolve("manifest.json")));
    }

    private static JsonNode json(byte[] content) {
        try {
            return RunRecords.json().readTree(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of all parts that the manifest names, each part checked against it. */
    List<String> lines(RunRecord run) {
        var lines = new ArrayList<String>();
        for (var part : manifest(run).get("parts")) {
            var bytes = store.bytes(
                    run.output().orElseThrow().resolve(part.get("name").textValue()));
            if (!sha256(bytes).equals(part.get("sha256").textValue())) {
                throw new AssertionError("The part is not the one that the manifest names: " + part);
            }
            try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(lines::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return lines;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
