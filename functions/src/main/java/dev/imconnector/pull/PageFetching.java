package dev.imconnector.pull;

import dev.imconnector.im.CallTimes;
import dev.imconnector.im.ImReader;
import dev.imconnector.im.Page;
import dev.imconnector.im.PageLink;
import dev.imconnector.run.RunLease;
import dev.imconnector.run.Workers;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The one page that is on its way. For use by one thread. */
final class PageFetching {

    private final ImReader reader;
    private final CallTimes times;
    private final Workers workers;
    private final RunLease lease;
    private PageLink link;
    private Future<Page> page;

    PageFetching(ImReader reader, CallTimes times, Workers workers, RunLease lease) {
        this.reader = reader;
        this.times = times;
        this.workers = workers;
        this.lease = lease;
    }

    void fetch(PageLink next) {
        link = next;
        page = workers.submit(() -> reader.page(next, times));
    }

    boolean isUnderWay() {
        return page != null;
    }

    /** Where the page on its way comes from. */
    PageLink link() {
        return link;
    }

    /** Waits for the page, and keeps the lease meanwhile. */
    Page await() throws InterruptedException {
        while (true) {
            try {
                var arrived = page.get(RunLease.RENEWAL.toMillis(), TimeUnit.MILLISECONDS);
                page = null;
                return arrived;
            } catch (TimeoutException e) {
                // Still under way, which its own deadline ends; the run must stay ours meanwhile.
                lease.renewIfDue();
            } catch (ExecutionException e) {
                throw unwrapped(e);
            }
        }
    }

    private static RuntimeException unwrapped(ExecutionException e) throws InterruptedException {
        if (e.getCause() instanceof InterruptedException interrupted) {
            throw interrupted;
        }
        if (e.getCause() instanceof RuntimeException runtime) {
            return runtime;
        }
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return new IllegalStateException("A page ended with an exception that it does not declare", e.getCause());
    }
}
