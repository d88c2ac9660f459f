package dev.imconnector.pull;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.http.SlidingWindowRateLimiter;
import dev.imconnector.report.RequestTimeline;
import dev.imconnector.run.PartList;
import dev.imconnector.run.RunProgress;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunRecords;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a pull needs to resume where it stopped, kept in the run record's {@code checkpoint}. For use by one thread.
 */
@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
@JsonIgnoreProperties(ignoreUnknown = true)
final class PullState {

    PullQuery query;
    LocalDate businessDate;

    /** Whether IM takes a page's size for the size of the whole: then none is named. */
    boolean topIsTotal;

    /** The path of the next page; null before the first page and after the last one. */
    String next;

    long rows;
    long pages;

    @JsonSetter(nulls = Nulls.FAIL, contentNulls = Nulls.FAIL)
    List<Part> parts = new ArrayList<>();

    @JsonSetter(nulls = Nulls.FAIL)
    PartList seen = new PartList("seen");

    /** The columns of a CSV, once they are known. */
    @JsonSetter(contentNulls = Nulls.FAIL)
    List<String> columns;

    @JsonSetter(nulls = Nulls.FAIL)
    Payouts payouts = new Payouts();

    /** Whether all rows are in named parts and have been checked. */
    boolean allIn;

    /** Whether the pull has been started over because rows came twice: that is done once. */
    boolean hadRepeats;

    /** Whether a retry must begin with the first page. */
    boolean mustStartOver;

    /** The most rows this run has had: to have them again after a new start is no progress. */
    long mostRows;

    /** For the report. */
    @JsonSetter(nulls = Nulls.FAIL)
    RequestTimeline timeline = new RequestTimeline();

    SlidingWindowRateLimiter.Memory rateWindow;

    RunProgress progress;

    private PullState() {}

    static PullState begin(PullQuery query, LocalDate businessDate, Instant now) {
        var state = new PullState();
        state.query = query;
        state.businessDate = businessDate;
        state.progress = RunProgress.since(now);
        return state;
    }

    static PullState of(RunRecord run) {
        return RunRecords.checkpoint(run, PullState.class, "pull", PullState::looksWhole);
    }

    private boolean looksWhole() {
        return query != null
                && query.looksWhole()
                && businessDate != null
                && (columns == null || !columns.isEmpty())
                && progress != null
                && progress.looksWhole()
                && payouts.lookWhole()
                && timeline.looksWhole();
    }

    void putInto(RunRecord run) {
        run.checkpoint(toJson());
    }

    ObjectNode toJson() {
        return RunRecords.json().valueToTree(this);
    }

    /** Forgets all pages: the next one is the first again. */
    void startOver() {
        next = null;
        rows = 0;
        pages = 0;
        parts = new ArrayList<>();
        seen = new PartList("seen");
        columns = null;
        payouts = new Payouts();
        allIn = false;
    }

    List<String> partNames() {
        return parts.stream().map(Part::name).toList();
    }

    /**
     * A part that has been written.
     *
     * @param name its name in the run's folder
     * @param rows how many rows, a CSV's header not counted
     * @param bytes its size
     * @param sha256 of the file as it is, gzipped, in hex
     */
    record Part(String name, long rows, long bytes, String sha256) {

        Part {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(sha256, "sha256");
        }
    }
}
