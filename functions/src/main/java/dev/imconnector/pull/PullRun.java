package dev.imconnector.pull;

import dev.imconnector.im.CallTimes;
import dev.imconnector.im.LinkExpiredException;
import dev.imconnector.im.NextLinkException;
import dev.imconnector.im.dialect.Page;
import dev.imconnector.im.dialect.PageLink;
import dev.imconnector.im.read.ImReader;
import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.report.ReportFacts;
import dev.imconnector.report.ReportWriter;
import dev.imconnector.run.InvocationTimes;
import dev.imconnector.run.LeaseLostException;
import dev.imconnector.run.LeasedSleeper;
import dev.imconnector.run.RequestCounts;
import dev.imconnector.run.RunEnding;
import dev.imconnector.run.RunLease;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.StopRequest;
import dev.imconnector.run.TimeUpException;
import dev.imconnector.run.Workers;
import dev.imconnector.store.Location;
import dev.imconnector.store.StoreException;
import dev.imconnector.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One invocation's work on a pull that it holds. For use by one thread. */
final class PullRun {

    private static final Logger LOG = LoggerFactory.getLogger(PullRun.class);

    /** A part is written once it is larger than this, in bytes, or older than that. */
    private static final int MAX_PART = 240 * 1024;

    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(60);

    /** How soon others see how far the run is; what they see between two checkpoints may be lost with the process. */
    private static final Duration REPORT_INTERVAL = Duration.ofSeconds(5);

    private final PullContext context;
    private final RunLease lease;
    private final RunRecord run;
    private final InvocationTimes times;
    private final PullState state;
    private final Location folder;
    private final Location output;
    private final StopRequest stop;
    private final CheckpointWriting checkpoints = new CheckpointWriting();
    private Seen seen;
    private RowFormat format;
    private RowParts parts;
    private RequestCounts counted;
    private Instant checkpointAt;
    private Instant reportAt;
    private boolean linkExpired;

    PullRun(PullContext context, RunLease lease, Deadline deadline) {
        this.context = context;
        this.lease = lease;
        this.run = lease.run();
        this.times = InvocationTimes.of(deadline, context.clock());
        this.state = PullState.of(run);
        this.folder = context.records().folder(run.runId());
        this.output = PullInput.folder(context, state, run);
        this.stop = new StopRequest(context.store(), folder, context.clock());
        this.counted = context.traffic().get();
        this.checkpointAt = now();
        this.reportAt = now();
    }

    /** Works until the run ends or the invocation must; the record says which, and is stored. */
    RunRecord work() {
        try {
            goOn();
        } catch (StoreException | LeaseLostException e) {
            throw e;
        } catch (ProblemException e) {
            mustNotNameTheUnwritten(e);
            stop(e);
        } catch (InterruptedException e) {
            run.outOfTime(now());
            checkpoint();
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            mustNotNameTheUnwritten(e);
            LOG.error("The run ends with an error that nobody expected", e);
            run.fail(unexpected(), now());
            save();
        }
        return run;
    }

    /** The record as it is here names a part that may not be there; the one in the store does not. */
    private void mustNotNameTheUnwritten(RuntimeException e) {
        if (checkpoints.hasFailed()) {
            throw e;
        }
    }

    private static Problem unexpected() {
        return new Problem(
                "INTERNAL_ERROR",
                "The run met an error that the connector does not know",
                "Look into the function's log for this request and report it; \"retry\": true goes on with the run");
    }

    private void goOn() throws InterruptedException {
        if (state.rateWindow != null) {
            context.rateWindow().recall(state.rateWindow, now());
        }
        var api = context.settings().api().toString();
        if (state.mustStartOver || !state.query.api().equals(api)) {
            state.query = state.query.at(api);
            state.mustStartOver = false;
            state.hadRepeats = false;
            startOver();
        }
        while (!state.allIn) {
            attempt();
        }
        end();
    }

    /** Reads to the end, unless it turns out that this must begin with the first page again. */
    private void attempt() throws InterruptedException {
        try {
            prepare();
            if (state.pages == 0 || state.next != null) {
                readPages();
            }
            judgeWhole();
        } catch (LinkExpiredException e) {
            if (linkExpired) {
                throw e;
            }
            linkExpired = true;
            LOG.warn("The pull starts over: {}", e.getMessage());
            startOver();
        } catch (RowsRepeatedException e) {
            if (state.hadRepeats) {
                state.mustStartOver = true;
                throw e;
            }
            state.hadRepeats = true;
            LOG.warn("The pull starts over: {}", e.getMessage());
            startOver();
        }
    }

    private void prepare() {
        seen = new Seen();
        seen.load(context.store(), folder, state.seen);
        format = RowFormat.of(state.query);
        if (state.columns != null) {
            format.columns(state.columns);
        }
        parts = new RowParts(format);
        run.pulled(state.rows, state.pages, state.partNames());
    }

    /** The record that names no part any more is stored before the first new part can take an old one's name. */
    private void startOver() {
        seen = null;
        parts = null;
        state.startOver();
        run.pulled(0, 0, state.partNames());
        checkpoint();
    }

    /** The next pages are on their way, and the last checkpoint being written, while the rows of this one are taken. */
    private void readPages() throws InterruptedException {
        var reader = context.readers()
                .forRun(
                        new LeasedSleeper(context.sleeper(), lease),
                        () -> lease.holdFor(context.settings().requestTimeout()));
        var callTimes = new CallTimes(times.begin(), times.end());
        try (var workers = context.workers().apply(2)) {
            try {
                var pages = new PageFetching(reader, callTimes, workers, lease, seen.followed(), begin(start(reader)));
                for (var each = pages.next(state.pages); each.isPresent(); each = pages.next(state.pages)) {
                    take(each.get().link(), each.get().page());
                    record(workers);
                }
            } finally {
                checkpoints.await();
            }
        }
    }

    private PageLink start(ImReader reader) {
        return state.next == null ? reader.first(state.query.pages(!state.topIsTotal)) : reader.restored(state.next);
    }

    private PageLink begin(PageLink link) {
        if (!seen.followed().add(link)) {
            throw NextLinkException.loop(state.pages);
        }
        return link;
    }

    private void take(PageLink link, Page page) {
        seen.take(link, page, state.pages);
        if (state.columns == null && page.size() > 0 && format.needsColumns()) {
            var asked = state.query.fields();
            state.columns = asked.isEmpty() ? format.columnsOf(page) : asked;
            format.columns(state.columns);
        }
        parts.add(page, state.rows);
        state.payouts.add(page);
        state.rows += page.size();
        state.pages++;
        state.next = page.next().map(PageLink::path).orElse(null);
        stop.check();
        run.waitsNoLonger();
        if (state.rows > state.mostRows) {
            state.mostRows = state.rows;
            state.progress.made(now());
        }
    }

    private void record(Workers workers) {
        var now = now();
        if (parts.size() > MAX_PART || !now.isBefore(checkpointAt.plus(CHECKPOINT_INTERVAL))) {
            checkpoints.begin(workers, nextCheckpoint());
        } else if (!now.isBefore(reportAt.plus(REPORT_INTERVAL))) {
            run.pulled(state.rows, state.pages, state.partNames());
            save();
        }
    }

    /** All pages are in; now whether they are what was asked for. */
    private void judgeWhole() {
        if (!state.topIsTotal && state.rows == state.query.pageSize()) {
            LOG.info("IM gave exactly as many rows as a page was to have: the pull starts over without naming a size,"
                    + " for IM may have taken it for the size of the whole");
            state.topIsTotal = true;
            startOver();
            return;
        }
        seen.check();
        if (state.rows == 0 && !state.query.emptyIsFine()) {
            state.mustStartOver = true;
            throw new PullException(new Problem(
                    "NO_ROWS",
                    "IM has no " + state.query.entity() + " for the filter "
                            + (state.query.filter() == null ? "(none)" : state.query.filter()),
                    "Check the filter and whether IM has calculated them yet, then call again with \"retry\": true; set"
                            + " empty-results to ok if this is no error"));
        }
        state.allIn = true;
        checkpoint();
    }

    /** All rows are in parts that the record names: whoever goes on from here writes the same manifest. */
    private void end() {
        deleteOtherParts();
        breathe();
        lease.holdFor(context.settings().requestTimeout());
        context.store().write(output.resolve(Manifest.NAME), Manifest.of(run, state, context.version(), now()));
        run.pulled(state.rows, state.pages, state.partNames());
        run.output(output);
        run.complete(now());
        var kept = state.seen.locations(folder);
        save();
        kept.forEach(this::deleteQuietly);
    }

    /** Parts of invocations that were overtaken, or from before a new start: nobody is to take them for rows. */
    private void deleteOtherParts() {
        var names = new java.util.HashSet<>(state.partNames());
        for (var object : context.store().list(output, Integer.MAX_VALUE)) {
            if (!names.contains(object.location().name())) {
                breathe();
                context.store().delete(object.location());
            }
        }
    }

    private void deleteQuietly(Location part) {
        try {
            context.store().delete(part);
        } catch (StoreException e) {
            // The run is complete and its manifest written; what stays behind is only clutter.
            LOG.warn("A part of the completed run could not be deleted: {}", e.getMessage());
        }
    }

    private void checkpoint() {
        checkpoints.await();
        nextCheckpoint().run();
    }

    /** What writes the run as it is now: the parts, then the record that names them. */
    private Runnable nextCheckpoint() {
        var unwritten = new ArrayList<UnwrittenPart>();
        if (parts != null) {
            parts.cut(output, state, lease.generation()).ifPresent(unwritten::add);
            seen.cut(folder, state.seen, lease.generation()).ifPresent(unwritten::add);
        }
        run.pulled(state.rows, state.pages, state.partNames());
        state.rateWindow = context.rateWindow().remember(now());
        state.putInto(run);
        checkpointAt = now();
        var snapshot = snapshot();
        return () -> {
            unwritten.forEach(part -> context.store().write(part.location(), part.content()));
            lease.save(snapshot);
        };
    }

    /** Stores the record with the checkpoint that it had last. */
    private void save() {
        checkpoints.await();
        lease.save(snapshot());
    }

    private RunLease.Snapshot snapshot() {
        var traffic = context.traffic().get();
        var more = traffic.minus(counted);
        counted = traffic;
        run.addTraffic(more);
        state.timeline.add(now(), more.requests());
        if (run.hasEnded()) {
            new ReportWriter(context.store())
                    .write(
                            run,
                            ReportFacts.of(state.timeline, context.rateWindow().limit()),
                            folder);
        }
        reportAt = now();
        return lease.snapshot();
    }

    private void stop(ProblemException why) {
        var ending =
                new RunEnding(run, state.progress, times, context.settings().patience(), context.clock());
        if (!ending.leave(why)) {
            run.fail(why.problem(), now());
        }
        checkpoint();
    }

    /** Called now and then in whatever takes long: keeps the lease, and ends the work when time is up. */
    private void breathe() {
        lease.renewIfDue();
        if (times.end().hasPassed(context.clock())) {
            throw new TimeUpException();
        }
    }

    private Instant now() {
        return context.clock().instant();
    }
}
