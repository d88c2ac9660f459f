package dev.imconnector.pull;

import dev.imconnector.im.CallTimes;
import dev.imconnector.im.Entity;
import dev.imconnector.im.NextLinkException;
import dev.imconnector.im.dialect.Page;
import dev.imconnector.im.dialect.PageLink;
import dev.imconnector.im.read.ImReader;
import dev.imconnector.run.Part;
import dev.imconnector.run.RunSession;
import dev.imconnector.run.Workers;
import dev.imconnector.store.Location;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The pages from where the last checkpoint stands to the end, with all rows that were seen before. For one use. */
final class PullReading {

    /** A part is written once it is larger than this, in bytes, or older than that. */
    private static final int MAX_PART = 240 * 1024;

    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(60);

    /** How soon others see how far the run is; what they see between two checkpoints may be lost with the process. */
    private static final Duration REPORT_INTERVAL = Duration.ofSeconds(5);

    private final PullContext context;
    private final RunSession session;
    private final PullState state;
    private final Location output;
    private final Seen seen;
    private final RowFormat format;
    private final RowParts parts;

    PullReading(PullContext context, RunSession session, PullState state, Location output) {
        this.context = context;
        this.seen = new Seen(context.dialect().pages().defaultOrder(Entity.RESULTS));
        this.session = session;
        this.state = state;
        this.output = output;
        this.format = RowFormat.of(state.query);
        this.parts = new RowParts(format);
        if (state.columns != null) {
            format.columns(state.columns);
        }
        seen.load(session.store(), session.folder(), state.seen);
        session.run().pulled(state.rows, state.pages, state.partNames());
    }

    void readAll() throws InterruptedException {
        if (state.pages == 0 || state.next != null) {
            readPages();
        }
    }

    /** The next pages are on their way, and the last checkpoint being written, while the rows of this one are taken. */
    private void readPages() throws InterruptedException {
        var requestTimeout = context.settings().requestTimeout();
        var reader = context.readers()
                .forRun(session.sleeper(), () -> session.lease().holdFor(requestTimeout));
        var callTimes = new CallTimes(session.times().begin(), session.times().end());
        try (var workers = session.workers(2)) {
            try {
                var pages = new PageFetching(
                        reader, callTimes, workers, session.lease(), seen.followed(), begin(start(reader)));
                for (var each = pages.next(state.pages); each.isPresent(); each = pages.next(state.pages)) {
                    take(each.get().link(), each.get().page());
                    record(workers);
                }
            } finally {
                session.journal().await();
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
        session.mustNotBeStopped();
        session.run().waitsNoLonger();
        if (state.rows > state.mostRows) {
            state.mostRows = state.rows;
            state.progress.made(session.now());
        }
    }

    private void record(Workers workers) {
        var journal = session.journal();
        if (parts.size() > MAX_PART || journal.isCheckpointOlderThan(CHECKPOINT_INTERVAL)) {
            journal.beginCheckpoint(workers);
        } else if (journal.isRecordOlderThan(REPORT_INTERVAL)) {
            session.run().pulled(state.rows, state.pages, state.partNames());
            journal.saveRecord();
        }
    }

    /** @throws RowsRepeatedException when a row came twice word for word */
    void mustHaveNoRowTwice() {
        seen.check();
    }

    /** What was read since the last time: the rows, and what was seen of them. */
    List<Part> takeParts() {
        var taken = new ArrayList<Part>(2);
        var generation = session.lease().generation();
        parts.cut(output, state, generation).ifPresent(taken::add);
        seen.cut(session.folder(), state.seen, generation).ifPresent(taken::add);
        return taken;
    }
}
