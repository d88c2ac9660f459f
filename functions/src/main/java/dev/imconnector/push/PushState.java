package dev.imconnector.push;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.credit.Outcome;
import dev.imconnector.http.SlidingWindowRateLimiter;
import dev.imconnector.problem.Problem;
import dev.imconnector.report.RejectReasons;
import dev.imconnector.report.ReportFacts;
import dev.imconnector.report.RequestTimeline;
import dev.imconnector.run.PartList;
import dev.imconnector.run.RunInput;
import dev.imconnector.run.RunProgress;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunRecords;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * What a push needs to resume where it stopped, kept in the run record's {@code checkpoint}. For use by one thread.
 */
@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
@JsonIgnoreProperties(ignoreUnknown = true)
final class PushState {

    /** Where the credits were looked for, with the business date in it. */
    String credits;

    /** Whether an event named that place, rather than the setting. */
    boolean namedByEvent;

    LocalDate businessDate;
    boolean dryRun;
    PushPins pins;

    /** The mapping file and its tables, at the versions with which the run began; empty when it maps nothing. */
    @JsonSetter(nulls = Nulls.FAIL, contentNulls = Nulls.FAIL)
    List<RunInput> mapping = List.of();

    /** What the first pass found, or null while it has not ended. */
    Checked checked;

    /** The part that holds the repeated sourceRefs, or null when there are none. */
    String repeats;

    /** The part that holds what was learned of IM's own data, or null when nothing was. */
    String learned;

    /** Whether a request may have been sent. Written before the first one. */
    boolean sending;

    /** Whether a retry has yet to send those without an outcome again. */
    boolean sendAgain;

    /** Records that were sent and came to an outcome, and how many of them IM rejected. */
    long sent;

    long rejectedByIm;

    /** Records that were sent and of which IM said that they are there already. */
    long presentInIm;

    @JsonSetter(nulls = Nulls.FAIL)
    PartList rejectParts = new PartList("rejects");

    @JsonSetter(nulls = Nulls.FAIL)
    PartList receiptParts = new PartList("receipts");

    /** The records without an outcome, in the order of their positions. */
    @JsonSetter(nulls = Nulls.FAIL, contentNulls = Nulls.FAIL)
    List<WithoutOutcome> withoutOutcome = new ArrayList<>();

    /** By the sourceRef that several equal records share: why the first of them, which was sent for all, is not in IM. */
    Map<String, NotInIm> firstsNotInIm = new LinkedHashMap<>();

    /** For the report: why records were rejected, what those without an outcome were told, and the requests in time. */
    @JsonSetter(nulls = Nulls.FAIL)
    RejectReasons rejectReasons = new RejectReasons();

    @JsonSetter(nulls = Nulls.FAIL)
    RejectReasons withoutOutcomeReasons = new RejectReasons();

    @JsonSetter(nulls = Nulls.FAIL)
    RequestTimeline timeline = new RequestTimeline();

    /** Why the run must end FAILED once its outputs are composed, or null. */
    Problem failure;

    SlidingWindowRateLimiter.Memory rateWindow;

    /** Nothing is sent before: a request was given up without an answer, and IM may be at work on it until then. */
    Instant quietUntil;

    RunProgress progress;

    private PushState() {}

    static PushState begin(
            String credits, boolean namedByEvent, LocalDate businessDate, boolean dryRun, PushPins pins, Instant now) {
        var state = new PushState();
        state.credits = credits;
        state.namedByEvent = namedByEvent;
        state.businessDate = businessDate;
        state.dryRun = dryRun;
        state.pins = pins;
        state.progress = RunProgress.since(now);
        return state;
    }

    static PushState of(RunRecord run) {
        return RunRecords.checkpoint(run, PushState.class, "push", state -> state.looksWhole(run.position()));
    }

    private boolean looksWhole(long position) {
        return credits != null
                && (checked == null || position <= checked.records())
                && businessDate != null
                && pins != null
                && progress != null
                && progress.looksWhole()
                && rejectReasons.lookWhole()
                && withoutOutcomeReasons.lookWhole()
                && timeline.looksWhole();
    }

    void putInto(RunRecord run) {
        if (dryRun) {
            run.onlyLooks();
        }
        run.checkpoint(toJson());
    }

    ObjectNode toJson() {
        return RunRecords.json().valueToTree(this);
    }

    TreeSet<Long> positionsWithoutOutcome() {
        var positions = new TreeSet<Long>();
        withoutOutcome.forEach(each -> positions.add(each.position()));
        return positions;
    }

    /** Forgets what the first pass has found. */
    void forgetFindings() {
        checked = null;
        failure = null;
        rejectReasons = new RejectReasons();
        forgetParts();
    }

    ReportFacts reportFacts(int requestsPerMinute) {
        return new ReportFacts(dryRun, rejectReasons, withoutOutcomeReasons, timeline, requestsPerMinute);
    }

    void forgetParts() {
        rejectParts = new PartList("rejects");
        receiptParts = new PartList("receipts");
        repeats = null;
        learned = null;
    }

    /** What the first pass found. */
    record Checked(long records, long valid, long rejected, long repeated) {}

    /**
     * A record that IM did not tell the outcome of.
     *
     * @param repeats whether it was not sent itself, because an equal one was
     */
    record WithoutOutcome(long position, String code, String reason, Instant sentAt, boolean repeats) {

        WithoutOutcome {
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(sentAt, "sentAt");
            if (position < 0) {
                throw new IllegalArgumentException("The first position is 0");
            }
        }
    }

    /** What became of a record that was sent and is not in IM. */
    record NotInIm(Outcome kind, String code, String reason, Instant sentAt) {

        NotInIm {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(sentAt, "sentAt");
        }
    }
}
