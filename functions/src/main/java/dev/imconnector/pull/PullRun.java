package dev.imconnector.pull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.im.CallTimes;
import dev.imconnector.im.LinkExpiredException;
import dev.imconnector.im.dialect.PageQuery;
import dev.imconnector.problem.Problem;
import dev.imconnector.report.ReportFacts;
import dev.imconnector.report.ReportWriter;
import dev.imconnector.run.Part;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunSession;
import dev.imconnector.run.RunWork;
import dev.imconnector.store.Location;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One invocation's work on a pull: the pages, whether they are what was asked for, the manifest. For use by one thread. */
final class PullRun implements RunWork {

    private static final Logger LOG = LoggerFactory.getLogger(PullRun.class);

    private final PullContext context;
    private final RunSession session;
    private final RunRecord run;
    private final PullState state;
    private final Location output;

    /** Null while the record names no part that counts. */
    private PullReading reading;

    private boolean linkExpired;

    PullRun(PullContext context, RunSession session) {
        this.context = context;
        this.session = session;
        this.run = session.run();
        this.state = PullState.of(run);
        this.output = PullInput.folder(context, state, run);
    }

    @Override
    public boolean goOn() throws InterruptedException {
        if (state.rateWindow != null) {
            context.rateWindow().recall(state.rateWindow, session.now());
        }
        var source = context.source();
        if (state.mustStartOver || !state.query.source().equals(source)) {
            state.query = state.query.at(source);
            state.mustStartOver = false;
            state.hadRepeats = false;
            startOver();
        }
        if (state.query.isOpen()) {
            state.query = state.query.forUsual(
                    context.dialect().usualFilter(state.query.entity(), state.businessDate, this::rows));
            session.journal().checkpoint();
        }
        while (!state.allIn) {
            attempt();
        }
        return true;
    }

    private List<String> rows(PageQuery query) throws InterruptedException {
        var reader = context.readers()
                .forRun(
                        session.sleeper(),
                        () -> session.lease().holdFor(context.settings().requestTimeout()));
        return reader.all(
                query, new CallTimes(session.times().begin(), session.times().end()));
    }

    /** Reads to the end, unless it turns out that this must begin with the first page again. */
    private void attempt() throws InterruptedException {
        try {
            reading = new PullReading(context, session, state, output);
            reading.readAll();
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

    /** The record that names no part any more is stored before the first new part can take an old one's name. */
    private void startOver() {
        reading = null;
        state.startOver();
        session.journal().checkpoint();
    }

    /** All pages are in; now whether they are what was asked for. */
    private void judgeWhole() {
        if (context.dialect().pages().mayTakeTopForTheWhole()
                && !state.topIsTotal
                && state.rows == state.query.pageSize()) {
            LOG.info("IM gave exactly one page of rows: the pull starts over without a page size, because IM may"
                    + " have read the size as that of the complete list");
            state.topIsTotal = true;
            startOver();
            return;
        }
        reading.mustHaveNoRowTwice();
        if (state.rows == 0 && !state.query.emptyIsFine()) {
            state.mustStartOver = true;
            throw new PullException(new Problem(
                    "NO_ROWS",
                    "IM has no " + state.query.entity() + " for the filter "
                            + (state.query.filter() == null ? "(none)" : state.query.filter()),
                    "Check the filter and whether IM has calculated them yet, then call again with \"retry\":"
                            + " true; set empty-results to ok if this is not an error"));
        }
        state.allIn = true;
        session.journal().checkpoint();
    }

    /** All rows are in parts that the record names: whoever goes on from here writes the same manifest. */
    @Override
    public Optional<Problem> compose(Optional<Problem> failure) {
        if (failure.isPresent()) {
            return failure;
        }
        deleteOtherParts();
        session.heartbeat().beatAtTheEnd();
        session.lease().holdFor(context.settings().requestTimeout());
        session.store().write(output.resolve(Manifest.NAME), Manifest.of(run, state, session.version(), session.now()));
        run.output(output);
        return Optional.empty();
    }

    /** Parts of invocations that were overtaken, or from before a new start: nobody is to take them for rows. */
    private void deleteOtherParts() {
        var names = new HashSet<>(state.partNames());
        for (var object : session.store().list(output, Integer.MAX_VALUE)) {
            if (!names.contains(object.location().name())) {
                session.heartbeat().beatAtTheEnd();
                session.store().delete(object.location());
            }
        }
    }

    @Override
    public List<Location> leftovers() {
        return state.seen.locations(session.folder());
    }

    @Override
    public List<Part> takeParts() {
        return reading == null ? List.of() : reading.takeParts();
    }

    @Override
    public ObjectNode checkpoint() {
        run.pulled(state.rows, state.pages, state.partNames());
        state.rateWindow = context.rateWindow().remember(session.now());
        return state.toJson();
    }

    /** A page is noted as seen before its rows are in a part. */
    @Override
    public boolean isAlwaysWhole() {
        return false;
    }

    @Override
    public void requested(Instant now, long requests) {
        state.timeline.add(now, requests);
    }

    @Override
    public Optional<GiveUp> giveUp() {
        return Optional.of(new GiveUp(state.progress, context.settings().giveUp()));
    }

    @Override
    public EndReport report() {
        var facts = ReportFacts.of(state.timeline, context.rateWindow().limit());
        return (ended, folder) -> new ReportWriter(session.store()).write(ended, facts, folder);
    }
}
