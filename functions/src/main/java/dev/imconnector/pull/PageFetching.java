package dev.imconnector.pull;

import dev.imconnector.im.CallTimes;
import dev.imconnector.im.NextLinkException;
import dev.imconnector.im.dialect.Page;
import dev.imconnector.im.dialect.PageLink;
import dev.imconnector.im.read.FetchedPage;
import dev.imconnector.im.read.ImReader;
import dev.imconnector.run.RunLease;
import dev.imconnector.run.Workers;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Fetches pages one after the other, each by the link at the end of the one before, a few ahead of whoever reads them. A
 * page counts only once it has been read whole and the one before has led to it; what was fetched on a wrong guess is
 * dropped. {@link #next} is for one thread, and works with a worker that is this very thread, too.
 */
final class PageFetching {

    /** The most pages that are fetched, or on their way, before the one that is being read. */
    private static final int MOST_AHEAD = 3;

    private final ImReader reader;
    private final CallTimes times;
    private final Workers workers;
    private final RunLease lease;
    private final FollowedLinks followed;

    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();

    /** What is to be fetched next, and counts as followed; null when nothing is, or not as far as is known by now. */
    private PageLink next;

    /** Whoever fetches right now, or null. */
    private Stretch stretch;

    /**
     * A page, or why there is none.
     *
     * @param guess where the fetching goes on behind it, or null where it does not
     */
    private record Arrival(FetchedPage page, PageLink guess, Throwable failure) {}

    /** Pages fetched in a row by one worker. */
    private static final class Stretch {

        private volatile Future<?> work;

        void giveUp() {
            if (work != null) {
                work.cancel(true);
            }
        }
    }

    /** A page with the link that led to it. */
    record Followed(PageLink link, Page page) {}

    /** @param first the first page, which counts as followed already */
    PageFetching(
            ImReader reader, CallTimes times, Workers workers, RunLease lease, FollowedLinks followed, PageLink first) {
        this.reader = reader;
        this.times = times;
        this.workers = workers;
        this.lease = lease;
        this.followed = followed;
        this.next = first;
    }

    /**
     * Waits for the next page, and keeps the lease meanwhile.
     *
     * @param pagesBefore how many there were, for what is said of a loop
     * @return the page, or empty after the last one
     * @throws NextLinkException when its link to the next page must not be followed
     */
    Optional<Followed> next(long pagesBefore) throws InterruptedException {
        workOn();
        if (isAtEnd()) {
            return Optional.empty();
        }
        var arrival = await();
        workOn();
        var page = reader.read(arrival.page(), times);
        goOnBehind(arrival, page.next().orElse(null), pagesBefore);
        return Optional.of(new Followed(arrival.page().link(), page));
    }

    private synchronized boolean isAtEnd() {
        return stretch == null && arrivals.isEmpty() && next == null;
    }

    /** Has a worker fetch, unless one is at it, nothing is known to be next, or enough has been fetched. */
    private void workOn() {
        var mine = new Stretch();
        synchronized (this) {
            if (stretch != null || !hasNext()) {
                return;
            }
            stretch = mine;
        }
        mine.work = workers.submit(() -> {
            fetch(mine);
            return null;
        });
    }

    private boolean hasNext() {
        return next != null && arrivals.size() < MOST_AHEAD;
    }

    private void fetch(Stretch mine) {
        for (var link = begin(mine); link != null; ) {
            link = fetch(mine, link);
        }
    }

    /** @return what to fetch now, or null when the stretch ends */
    private PageLink fetch(Stretch mine, PageLink link) {
        try {
            return arrived(mine, reader.fetch(link, times));
        } catch (Throwable e) {
            // Whatever it is, whoever waits for the page must not wait for ever.
            failed(mine, e);
            return null;
        }
    }

    /** What to fetch now, or null when the stretch ends. */
    private synchronized PageLink begin(Stretch mine) {
        if (stretch != mine) {
            return null;
        }
        if (!hasNext()) {
            stretch = null;
            return null;
        }
        var link = next;
        next = null;
        return link;
    }

    /** The page and the end of the stretch in one step: who takes the last page must not wait for more. */
    private synchronized PageLink arrived(Stretch mine, FetchedPage page) {
        if (stretch == mine) {
            next = page.ahead().filter(followed::add).orElse(null);
            arrivals.add(new Arrival(page, next, null));
        }
        return begin(mine);
    }

    private synchronized void failed(Stretch mine, Throwable failure) {
        if (stretch == mine) {
            stretch = null;
            arrivals.add(new Arrival(null, null, failure));
        }
    }

    private Arrival await() throws InterruptedException {
        while (true) {
            var arrival = arrivals.poll(RunLease.RENEWAL.toMillis(), TimeUnit.MILLISECONDS);
            if (arrival == null) {
                // Still under way, which its own deadline ends; the run must stay ours meanwhile.
                lease.renewIfDue();
            } else if (arrival.failure() == null) {
                return arrival;
            } else {
                throw unwrapped(arrival.failure());
            }
        }
    }

    /** Now that the page has been read: what has been fetched behind it is kept if the page leads to it. */
    private void goOnBehind(Arrival arrival, PageLink actual, long pagesBefore) {
        if (Objects.equals(arrival.guess(), actual)) {
            return;
        }
        drop();
        if (actual != null) {
            if (!followed.add(actual)) {
                throw NextLinkException.loop(pagesBefore);
            }
            synchronized (this) {
                next = actual;
            }
            workOn();
        }
    }

    private synchronized void drop() {
        if (stretch != null) {
            stretch.giveUp();
            stretch = null;
        }
        arrivals.clear();
        next = null;
    }

    private static RuntimeException unwrapped(Throwable failure) throws InterruptedException {
        if (failure instanceof InterruptedException interrupted) {
            throw interrupted;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException runtime
                ? runtime
                : new IllegalStateException("A page ended with an exception that it does not declare", failure);
    }
}
