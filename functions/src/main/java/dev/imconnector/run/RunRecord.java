package dev.imconnector.run;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.problem.Problem;
import dev.imconnector.store.Location;
import dev.imconnector.store.StoredObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The record of one run, as it is stored, shown and answered: lock, checkpoint and report in one object. Fields that do
 * not apply are null; fields of a later version are kept as they came. For use by one thread.
 *
 * <p>For a push, {@code read = created + alreadyPresent + rejected + failed} holds at any moment, for each of them only
 * changes through {@link #count} and {@link #replace}.
 */
@JsonAutoDetect(
        fieldVisibility = JsonAutoDetect.Visibility.ANY,
        getterVisibility = JsonAutoDetect.Visibility.NONE,
        isGetterVisibility = JsonAutoDetect.Visibility.NONE)
@JsonInclude(JsonInclude.Include.ALWAYS)
@JsonPropertyOrder({
    "formatVersion",
    "runId",
    "kind",
    "status",
    "input",
    "position",
    "read",
    "created",
    "alreadyPresent",
    "rejected",
    "failed",
    "totals",
    "rows",
    "pages",
    "parts"
})
public final class RunRecord {

    /** The version of the record's format: a reader refuses a newer major one. */
    public static final String FORMAT_VERSION = "1.0";

    /** The most attempts that are listed; of a longer history the first one and the latest are kept. */
    static final int MAX_ATTEMPTS = 200;

    private String formatVersion;
    private String runId;
    private RunKind kind;
    private RunStatus status;
    private List<RunInput> input;
    private long position;
    private Long read;
    private Long created;
    private Long alreadyPresent;
    private Long rejected;
    private Long failed;
    private List<RunTotal> totals;
    private Long rows;
    private Long pages;
    private List<String> parts;
    private Map<String, Long> differences;
    private long requests;
    private long tokenFetches;
    private long throttled;
    private long retried;
    private List<RunAttempt> attempts = new ArrayList<>();
    private Instant startedAt;
    private Instant updatedAt;
    private Instant finishedAt;
    private Long resumeAfterSeconds;
    private Waiting waiting;
    private String requestedBy;
    private String version;
    private String rejects;
    private String receipts;
    private String output;
    private String report;
    private List<String> lateInput;
    private Problem error;
    private Lease lease;
    private JsonNode checkpoint;
    private final Map<String, JsonNode> others = new LinkedHashMap<>();

    private RunRecord() {}

    /** A run that nobody has begun yet. */
    public static RunRecord begin(RunId runId, RunKind kind, String requestedBy, String version, Instant now) {
        var run = new RunRecord();
        run.formatVersion = FORMAT_VERSION;
        run.runId = runId.text();
        run.kind = kind;
        run.status = RunStatus.RUNNING;
        run.requestedBy = requestedBy;
        run.version = version;
        run.startedAt = millis(now);
        run.updatedAt = run.startedAt;
        run.forget();
        return run;
    }

    /**
     * The answer to a call that cannot become a run, or not this one: FAILED, and nothing else is known.
     *
     * @param runId the id as it was asked for, or null
     */
    public static RunRecord refused(String runId, RunKind kind, Problem why, String version, Instant now) {
        var run = new RunRecord();
        run.formatVersion = FORMAT_VERSION;
        run.runId = runId;
        run.kind = kind;
        run.version = version;
        run.startedAt = millis(now);
        run.forget();
        run.fail(why, now);
        return run;
    }

    /**
     * The answer to a call that could not even begin because something is away that may come back: INCOMPLETE, to be
     * called again after a minute. Nothing is stored.
     *
     * @param runId the id as it was asked for, or null
     */
    public static RunRecord postponed(String runId, RunKind kind, Problem why, String version, Instant now) {
        var run = refused(runId, kind, why, version, now);
        run.finishedAt = null;
        run.waitFor(Waiting.Reason.IM_UNAVAILABLE, Duration.ofSeconds(60), now);
        return run;
    }

    /** Forgets all that was done, as if the run had just begun: only allowed while nothing has been sent. */
    public void forget() {
        input = new ArrayList<>();
        forgetCounts();
        rejects = null;
        receipts = null;
        output = null;
        report = null;
        lateInput = null;
        checkpoint = null;
    }

    /** Sets all counts to zero: only allowed while nothing has been sent or written. */
    public void forgetCounts() {
        position = 0;
        if (kind == RunKind.CREDIT_PUSH) {
            read = created = alreadyPresent = rejected = failed = 0L;
            totals = new ArrayList<>();
        } else {
            differences = null;
            rows = pages = 0L;
            parts = new ArrayList<>();
        }
    }

    public void pin(List<StoredObject> objects) {
        input = new ArrayList<>(objects.stream().map(RunInput::of).toList());
    }

    /** Counts the outcome of the next record. */
    public void count(Outcome outcome, String currencyCode, BigDecimal amount) {
        position++;
        read++;
        add(outcome, currencyCode, amount, 1);
    }

    /** Counts another outcome for a record that was counted as FAILED before. */
    public void replace(Outcome outcome, String currencyCode, BigDecimal amount) {
        add(Outcome.FAILED, currencyCode, amount.negate(), -1);
        add(outcome, currencyCode, amount, 1);
    }

    private void add(Outcome outcome, String currencyCode, BigDecimal amount, long count) {
        switch (outcome) {
            case CREATED -> created += count;
            case ALREADY_PRESENT -> alreadyPresent += count;
            case REJECTED -> rejected += count;
            case FAILED -> failed += count;
        }
        for (int i = 0; i < totals.size(); i++) {
            var total = totals.get(i);
            if (total.outcome() == outcome && Objects.equals(total.currencyCode(), currencyCode)) {
                totals.set(i, total.plus(count, amount));
                totals.removeIf(each -> each.count() == 0);
                return;
            }
        }
        totals.add(new RunTotal(currencyCode, outcome, count, amount));
    }

    /** Sets what a pull has brought in. */
    public void pulled(long rows, long pages, List<String> parts) {
        this.rows = rows;
        this.pages = pages;
        this.parts = new ArrayList<>(parts);
        this.position = rows;
    }

    /**
     * Sets what a reconciliation has found.
     *
     * @param read how many credits of the CRM were looked for
     * @param rows how many credits of IM they were compared with, on that many pages
     * @param differences how many of each kind
     */
    public void compared(long read, long rows, long pages, Map<String, Long> differences) {
        this.read = read;
        this.rows = rows;
        this.pages = pages;
        this.position = read;
        this.differences = new LinkedHashMap<>(differences);
    }

    /** How many differences of each kind a reconciliation has found; empty before it has ended. */
    public Map<String, Long> differences() {
        return differences == null ? Map.of() : new LinkedHashMap<>(differences);
    }

    /** The names of the parts of a pull, in their order. */
    public List<String> parts() {
        return parts == null ? List.of() : List.copyOf(parts);
    }

    public void addTraffic(RequestCounts more) {
        requests += more.requests();
        tokenFetches += more.tokenFetches();
        throttled += more.throttled();
        retried += more.retried();
    }

    void taken(Lease newLease, Instant now) {
        if (!attempts.isEmpty()) {
            var last = attempts.get(attempts.size() - 1);
            if (last.end() == null) {
                attempts.set(attempts.size() - 1, new RunAttempt(last.startedAt(), last.endedAt(), "DIED"));
            }
        }
        if (attempts.size() >= MAX_ATTEMPTS) {
            attempts.remove(1);
        }
        attempts.add(new RunAttempt(millis(now), null, null));
        status = RunStatus.RUNNING;
        error = null;
        report = null;
        finishedAt = null;
        resumeAfterSeconds = null;
        lease = newLease;
    }

    /** Stopped cleanly for lack of time: call again at once. */
    public void outOfTime(Instant now) {
        incomplete(0, now);
        waiting = null;
    }

    /** Stopped cleanly to wait for something outside. */
    public void waitFor(Waiting.Reason reason, Duration resumeAfter, Instant now) {
        if (waiting == null || waiting.reason() != reason) {
            waiting = new Waiting(reason, millis(now));
        }
        incomplete(resumeAfter.toSeconds(), now);
    }

    /** Of a run that stopped cleanly: the call that goes on with it comes no sooner than that moment; null for any. */
    public void resumeNoSoonerThan(Instant moment, Instant now) {
        if (status == RunStatus.INCOMPLETE && moment != null && moment.isAfter(now)) {
            var wait = Duration.between(now, moment).plusMillis(999).toSeconds();
            resumeAfterSeconds = Math.max(resumeAfterSeconds, wait);
        }
    }

    private void incomplete(long seconds, Instant now) {
        status = RunStatus.INCOMPLETE;
        resumeAfterSeconds = seconds;
        endAttempt(now);
    }

    public void complete(Instant now) {
        status = RunStatus.COMPLETED;
        error = null;
        finish(now);
    }

    public void fail(Problem why, Instant now) {
        status = RunStatus.FAILED;
        error = why;
        finish(now);
    }

    private void finish(Instant now) {
        finishedAt = millis(now);
        resumeAfterSeconds = null;
        waiting = null;
        endAttempt(now);
    }

    private void endAttempt(Instant now) {
        updatedAt = millis(now);
        if (!attempts.isEmpty()) {
            var last = attempts.get(attempts.size() - 1);
            attempts.set(attempts.size() - 1, new RunAttempt(last.startedAt(), millis(now), status.name()));
        }
    }

    /** This record as the answer to somebody who must wait for the invocation that holds the run. */
    public RunRecord heldUntil(Duration resumeAfter) {
        status = RunStatus.RUNNING;
        resumeAfterSeconds = Math.max(1, resumeAfter.toSeconds());
        return this;
    }

    /** The run waits no longer: the input is there, or IM answers again. */
    public void waitsNoLonger() {
        waiting = null;
    }

    private static Instant millis(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS);
    }

    /** The run's name as text; null in the answer to a call that named none and became no run. */
    public String id() {
        return runId;
    }

    public RunId runId() {
        return new RunId(runId);
    }

    public RunKind kind() {
        return kind;
    }

    public RunStatus status() {
        return status;
    }

    /** Whether nothing more happens to it, unless it is asked to go on. */
    public boolean hasEnded() {
        return status == RunStatus.COMPLETED || status == RunStatus.FAILED;
    }

    public List<RunInput> input() {
        return List.copyOf(input);
    }

    /** How many records have an outcome, and so which one comes next. */
    public long position() {
        return position;
    }

    public long read() {
        return read == null ? 0 : read;
    }

    public long created() {
        return created == null ? 0 : created;
    }

    public long alreadyPresent() {
        return alreadyPresent == null ? 0 : alreadyPresent;
    }

    public long rejected() {
        return rejected == null ? 0 : rejected;
    }

    public long failed() {
        return failed == null ? 0 : failed;
    }

    public List<RunTotal> totals() {
        return totals == null ? List.of() : List.copyOf(totals);
    }

    public long rows() {
        return rows == null ? 0 : rows;
    }

    public long pages() {
        return pages == null ? 0 : pages;
    }

    public RequestCounts traffic() {
        return new RequestCounts(requests, tokenFetches, throttled, retried);
    }

    public List<RunAttempt> attempts() {
        return List.copyOf(attempts);
    }

    public Instant startedAt() {
        return startedAt;
    }

    public Instant updatedAt() {
        return updatedAt;
    }

    public Optional<Instant> finishedAt() {
        return Optional.ofNullable(finishedAt);
    }

    public Optional<Duration> resumeAfter() {
        return Optional.ofNullable(resumeAfterSeconds).map(Duration::ofSeconds);
    }

    public Optional<Waiting> waiting() {
        return Optional.ofNullable(waiting);
    }

    /** Who asked for it, if they said so. */
    public Optional<String> requestedBy() {
        return Optional.ofNullable(requestedBy);
    }

    /** The version of the connector that began it. */
    public Optional<String> version() {
        return Optional.ofNullable(version);
    }

    public Optional<Problem> error() {
        return Optional.ofNullable(error);
    }

    public Optional<Location> rejects() {
        return Optional.ofNullable(rejects).map(Location::parse);
    }

    public void rejects(Location location) {
        rejects = location.toString();
    }

    public Optional<Location> receipts() {
        return Optional.ofNullable(receipts).map(Location::parse);
    }

    public void receipts(Location location) {
        receipts = location.toString();
    }

    public Optional<Location> output() {
        return Optional.ofNullable(output).map(Location::parse);
    }

    public void output(Location location) {
        output = location.toString();
    }

    /** The page for people that was written when the run ended, or empty when there is none. */
    public Optional<Location> report() {
        return Optional.ofNullable(report).map(Location::parse);
    }

    /** @param location of the page, or null when there is none */
    public void report(Location location) {
        report = location == null ? null : location.toString();
    }

    /** Names objects that came into the input's folder after the run had begun, and so are not part of it. */
    public void lateInput(List<String> uris) {
        lateInput = List.copyOf(uris);
    }

    public List<String> lateInput() {
        return lateInput == null ? List.of() : lateInput;
    }

    /** What the use case needs to go on, in its own shape, or null before the first checkpoint. */
    public JsonNode checkpoint() {
        return checkpoint;
    }

    public void checkpoint(ObjectNode state) {
        checkpoint = state;
    }

    Optional<Lease> lease() {
        return Optional.ofNullable(lease);
    }

    void lease(Lease newLease, Instant now) {
        lease = newLease;
        updatedAt = millis(now);
    }

    String formatVersion() {
        return formatVersion;
    }

    @JsonAnySetter
    void other(String name, JsonNode value) {
        others.put(name, value);
    }

    @JsonAnyGetter
    Map<String, JsonNode> others() {
        return others;
    }
}
