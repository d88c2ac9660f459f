package dev.imconnector.run;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.credit.Outcome;
import dev.imconnector.problem.CleanText;
import dev.imconnector.problem.Problem;
import dev.imconnector.store.Location;
import dev.imconnector.store.StoredObject;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The record of one run, as it is stored, shown and answered: lock, checkpoint and report in one object. Fields that do
 * not apply are null; fields of a later version are kept as they came. For use by one thread.
 *
 * <p>In JSON all is flat: what is grouped here by whom it concerns stands side by side there, in the order of the fields.
 */
@JsonAutoDetect(
        fieldVisibility = JsonAutoDetect.Visibility.ANY,
        getterVisibility = JsonAutoDetect.Visibility.NONE,
        isGetterVisibility = JsonAutoDetect.Visibility.NONE)
@JsonInclude(JsonInclude.Include.ALWAYS)
@JsonPropertyOrder({
    "header",
    "status",
    "input",
    "position",
    "counts",
    "pulled",
    "differences",
    "requestCounts",
    "life",
    "requestedBy",
    "version",
    "outputs",
    "remarks",
    "error",
    "lease",
    "checkpoint"
})
public final class RunRecord {

    /** The version of the record's format: a reader refuses a newer major one. */
    public static final String FORMAT_VERSION = "1.0";

    /** The fields of the groups: Jackson hands them over as unknown ones, too. */
    private static final Set<String> GROUPED = names(
            RunHeader.class,
            PushCounts.class,
            PullCounts.class,
            RequestCounts.class,
            RunLife.class,
            RunOutputs.class,
            RunRemarks.class);

    @JsonUnwrapped
    private RunHeader header;

    private RunStatus status;

    @JsonSetter(nulls = Nulls.FAIL, contentNulls = Nulls.FAIL)
    private List<RunInput> input;

    private long position;

    @JsonUnwrapped
    private PushCounts counts;

    @JsonUnwrapped
    private PullCounts pulled;

    private Map<String, Long> differences;

    @JsonUnwrapped
    private RequestCounts requestCounts = RequestCounts.NONE;

    @JsonUnwrapped
    private RunLife life;

    private String requestedBy;
    private String version;

    @JsonUnwrapped
    private RunOutputs outputs;

    @JsonUnwrapped
    private RunRemarks remarks = new RunRemarks();

    private Problem error;
    private Lease lease;
    private JsonNode checkpoint;
    private final Map<String, JsonNode> others = new LinkedHashMap<>();

    private RunRecord() {}

    private static Set<String> names(Class<?>... groups) {
        return Stream.of(groups)
                .flatMap(group -> Stream.of(group.getDeclaredFields()))
                .filter(field -> !Modifier.isStatic(field.getModifiers()))
                .map(Field::getName)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** A run that nobody has begun yet. */
    public static RunRecord begin(RunId runId, RunKind kind, String requestedBy, String version, Instant now) {
        var run = of(runId.text(), kind, version, now);
        run.status = RunStatus.RUNNING;
        run.requestedBy = requestedBy;
        run.life.updated(now);
        return run;
    }

    private static RunRecord of(String runId, RunKind kind, String version, Instant now) {
        var run = new RunRecord();
        run.header = new RunHeader(FORMAT_VERSION, runId, kind);
        run.version = version;
        run.life = RunLife.begin(now);
        run.forget();
        return run;
    }

    /**
     * The answer to a call that cannot become a run, or not this one: FAILED, and nothing else is known.
     *
     * @param runId the id as it was asked for, or null; what nobody can see in it is left out, and it is cut to the length
     *     of an id
     */
    public static RunRecord refused(String runId, RunKind kind, Problem why, String version, Instant now) {
        var shown = runId == null ? null : CleanText.of(runId, RunId.MAX_LENGTH);
        var run = of(shown, kind, version, now);
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
        run.life.notFinished();
        run.waitFor(Waiting.Reason.IM_UNAVAILABLE, Duration.ofSeconds(60), now);
        return run;
    }

    /** Whether it has all that every record has had from its first version on: what a hand or half a restore may take. */
    boolean looksWhole() {
        return header.kind() != null
                && header.runId() != null
                && status != null
                && input != null
                && position >= 0
                && life.startedAt() != null
                && (header.kind() != RunKind.CREDIT_PUSH || counts.looksWhole());
    }

    /** Whether it is the record of a call that was refused before anything was begun. */
    public boolean neverBegan() {
        return checkpoint == null || checkpoint.isNull();
    }

    /** Forgets all that was done, as if the run had just begun: only allowed while nothing has been sent. */
    public void forget() {
        input = new ArrayList<>();
        counts = PushCounts.none();
        forgetCounts();
        outputs = new RunOutputs();
        remarks = new RunRemarks();
        checkpoint = null;
    }

    /** Sets all counts to zero: only allowed while nothing has been sent or written. */
    public void forgetCounts() {
        position = 0;
        remarks.forgetFindings();
        if (kind() == RunKind.CREDIT_PUSH) {
            counts = counts.forgotten();
            pulled = PullCounts.none();
        } else {
            counts = PushCounts.none();
            pulled = PullCounts.zero();
            differences = null;
        }
    }

    /** Says that this push only looks, and sends nothing: only allowed while it has done nothing. */
    public void onlyLooks() {
        counts = PushCounts.zeroOfADryRun();
    }

    /** Names no rejects and no receipts any more: those of an earlier end are not what is true now. */
    public void forgetOutputs() {
        outputs.rejects(null);
        outputs.receipts(null);
    }

    public void pin(List<StoredObject> objects) {
        input = new ArrayList<>(objects.stream().map(RunInput::of).toList());
    }

    /** Counts the outcome of the next record. */
    public void count(Outcome outcome, String currencyCode, BigDecimal amount) {
        position++;
        counts.count(outcome, currencyCode, amount);
    }

    /** Counts another outcome for a record that was counted as FAILED before. */
    public void replace(Outcome outcome, String currencyCode, BigDecimal amount) {
        counts.replace(outcome, currencyCode, amount);
    }

    /** Sets what a pull has brought in. */
    public void pulled(long rows, long pages, List<String> parts) {
        this.pulled = new PullCounts(rows, pages, List.copyOf(parts));
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
        this.counts = PushCounts.onlyRead(read);
        this.pulled = new PullCounts(rows, pages, pulled.parts());
        this.position = read;
        this.differences = new LinkedHashMap<>(differences);
    }

    /** How many differences of each kind a reconciliation has found; empty before it has ended. */
    public Map<String, Long> differences() {
        return differences == null ? Map.of() : new LinkedHashMap<>(differences);
    }

    /** The names of the parts of a pull, in their order. */
    public List<String> parts() {
        return pulled.parts() == null ? List.of() : List.copyOf(pulled.parts());
    }

    public void addRequests(RequestCounts more) {
        requestCounts = requestCounts.plus(more);
    }

    void taken(Lease newLease, Instant now) {
        life.attemptBegins(now);
        status = RunStatus.RUNNING;
        error = null;
        outputs.report(null);
        lease = newLease;
    }

    /** Stopped cleanly for lack of time: call again at once. */
    public void outOfTime(Instant now) {
        incomplete(0, now);
        life.waitsNoLonger();
    }

    /** The invocation ends by a token that IM refused although it was just issued. */
    void meetsARefusedToken(Instant now) {
        life.tokenIsRefused(now);
    }

    /**
     * When IM refused a token that was just issued, if that is what ended the latest invocation: the run fails when the
     * first request of the next one meets it too.
     */
    public Optional<Instant> tokenRefusedAt() {
        return life.tokenRefusedAt();
    }

    /** Whether the invocation before this one has ended so. */
    boolean metARefusedTokenBefore() {
        return life.tokenWasRefusedBefore();
    }

    /** Stopped cleanly to wait for something outside. */
    public void waitFor(Waiting.Reason reason, Duration resumeAfter, Instant now) {
        life.waitsFor(reason, now);
        incomplete(resumeAfter.toSeconds(), now);
    }

    /** Of a run that stopped cleanly: the call that goes on with it comes no sooner than that moment; null for any. */
    public void resumeNoSoonerThan(Instant moment, Instant now) {
        if (status == RunStatus.INCOMPLETE && moment != null && moment.isAfter(now)) {
            life.resumeNoSoonerThan(moment, now);
        }
    }

    private void incomplete(long seconds, Instant now) {
        status = RunStatus.INCOMPLETE;
        life.resumeAfter(seconds);
        life.attemptEnds(status, now);
    }

    public void complete(Instant now) {
        finish(RunStatus.COMPLETED, null, now);
    }

    public void fail(Problem why, Instant now) {
        finish(RunStatus.FAILED, why, now);
    }

    private void finish(RunStatus how, Problem why, Instant now) {
        status = how;
        error = why;
        life.finish(now);
        life.attemptEnds(how, now);
    }

    /** This record as the answer to somebody who must wait for the invocation that holds the run. */
    public RunRecord heldUntil(Duration resumeAfter) {
        status = RunStatus.RUNNING;
        life.resumeAfter(Math.max(1, resumeAfter.toSeconds()));
        return this;
    }

    /** Of a run that waits: nobody is to be asked before that moment; null when none was named. */
    public void waitsUntil(Instant moment) {
        life.waitsUntil(moment);
    }

    /** How much is left of a pause that the run was asked for; empty when it was not, or it is over. */
    Optional<Duration> pause(Instant now) {
        return life.waiting()
                .map(Waiting::until)
                .filter(until -> status == RunStatus.INCOMPLETE && until.isAfter(now))
                .map(until -> Duration.between(now, until));
    }

    /** This record as the answer to somebody who calls before the end of a pause. */
    RunRecord pausedFor(Duration left) {
        life.resumeAfter(left.plusMillis(999).toSeconds());
        return this;
    }

    /** The run waits no longer: the input is there, or IM answers again. */
    public void waitsNoLonger() {
        life.waitsNoLonger();
    }

    /** The run's name as text; null in the answer to a call that named none and became no run. */
    public String id() {
        return header.runId();
    }

    public RunId runId() {
        return new RunId(header.runId());
    }

    public RunKind kind() {
        return header.kind();
    }

    public RunStatus status() {
        return status;
    }

    /** Whether the run has ended; only a retry changes it then. */
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
        return counts.read();
    }

    /** Whether the record says that this push only looks; those of earlier versions do not say so. */
    public boolean isDryRun() {
        return counts.isDryRun();
    }

    /** How many records a dry run would send; empty for any other run. */
    public Optional<Long> toSend() {
        return counts.toSend();
    }

    public long created() {
        return counts.created();
    }

    public long alreadyPresent() {
        return counts.alreadyPresent();
    }

    public long rejected() {
        return counts.rejected();
    }

    public long failed() {
        return counts.failed();
    }

    public List<RunTotal> totals() {
        return counts.totals();
    }

    public long rows() {
        return pulled.rows() == null ? 0 : pulled.rows();
    }

    public long pages() {
        return pulled.pages() == null ? 0 : pulled.pages();
    }

    public RequestCounts requestCounts() {
        return requestCounts;
    }

    public List<RunAttempt> attempts() {
        return life.attempts();
    }

    public Instant startedAt() {
        return life.startedAt();
    }

    public Instant updatedAt() {
        return life.updatedAt();
    }

    public Optional<Instant> finishedAt() {
        return life.finishedAt();
    }

    public Optional<Duration> resumeAfter() {
        return life.resumeAfter();
    }

    public Optional<Waiting> waiting() {
        return life.waiting();
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
        return outputs.rejects();
    }

    /** @param location of the rejects, or null when there are none */
    public void rejects(Location location) {
        outputs.rejects(location);
    }

    public Optional<Location> receipts() {
        return outputs.receipts();
    }

    /** @param location of the receipts, or null when there are none */
    public void receipts(Location location) {
        outputs.receipts(location);
    }

    public Optional<Location> output() {
        return outputs.output();
    }

    public void output(Location location) {
        outputs.output(location);
    }

    /** The page for people that was written when the run ended, or empty when there is none. */
    public Optional<Location> report() {
        return outputs.report();
    }

    /** @param location of the page, or null when there is none */
    public void report(Location location) {
        outputs.report(location);
    }

    /** Names objects that came into the input's folder after the run had begun, and so are not part of it. */
    public void lateInput(List<String> uris) {
        outputs.lateInput(uris);
    }

    public List<String> lateInput() {
        return outputs.lateInput();
    }

    /** How many records of the input a mapping leaves out on purpose; they are in no other count. */
    public long leftOut() {
        return counts.leftOut();
    }

    /** Sets how many records of the input are left out. */
    public void leftOut(long records) {
        counts.leftOut(records);
    }

    /** Adds something that somebody should look at, in place of an earlier warning of the same code. */
    public void warn(RunWarning warning) {
        remarks.warn(warning);
    }

    /** Takes back the warnings of a code, which are true no longer. */
    public void unwarn(String code) {
        remarks.unwarn(code);
    }

    public List<RunWarning> warnings() {
        return remarks.warnings();
    }

    /** What the receipts of other runs say of what is already present; empty when nothing is, or nobody has looked yet. */
    public Optional<Presence> presence() {
        return remarks.presence();
    }

    public void presence(Presence found) {
        remarks.presence(found);
    }

    /** Names files beside the input that do not belong to it. */
    public void ignoredInput(List<String> uris) {
        remarks.ignoredInput(uris);
    }

    public List<String> ignoredInput() {
        return remarks.ignoredInput();
    }

    /** What the use case needs to resume, in its own shape, or null before the first checkpoint. */
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
        life.updated(now);
    }

    String formatVersion() {
        return header == null ? null : header.formatVersion();
    }

    @JsonAnySetter
    void other(String name, JsonNode value) {
        if (!GROUPED.contains(name)) {
            others.put(name, value);
        }
    }

    @JsonAnyGetter
    Map<String, JsonNode> others() {
        return others;
    }
}
