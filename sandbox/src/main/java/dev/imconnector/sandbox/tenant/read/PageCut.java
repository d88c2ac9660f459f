package dev.imconnector.sandbox.tenant.read;

import dev.imconnector.sandbox.http.RequestRefusedException;
import dev.imconnector.sandbox.switches.ReadSwitches;
import dev.imconnector.sandbox.switches.SandboxSwitches;
import dev.imconnector.sandbox.switches.TenantReadSwitches;
import dev.imconnector.sandbox.tenant.query.ListQuery;

/**
 * Which of the rows that match a page shows.
 *
 * @param from the first row, from 0
 * @param to the row after the last
 * @param top how many rows a full page has
 * @param next the offset of the next page, or -1 when this is the last
 */
record PageCut(int from, int to, int top, int next) {

    private static final int TOP_WITH_EXPAND = 10;

    /** @throws RequestRefusedException when {@code top} is out of range and the switches say so */
    static PageCut of(ListQuery query, int size, SandboxSwitches settings) {
        var top = top(query, settings);
        var from = Math.min(query.skip(), size);
        var to = (int) Math.min((long) from + top, size);
        var next = to < size ? query.skip() + top : -1;
        var drift = query.skip() == 0 ? TenantReadSwitches.PageDrift.NONE : settings.get(TenantReadSwitches.PAGE_DRIFT);
        return switch (drift) {
            case NONE -> new PageCut(from, to, top, next);
            case REPEATED -> new PageCut(Math.max(0, from - 1), to, top, next);
            case LOST -> new PageCut(Math.min(to, from + 1), to, top, next);
        };
    }

    private static int top(ListQuery query, SandboxSwitches settings) {
        if (query.top() == null) {
            return query.expand().isEmpty() ? settings.get(ReadSwitches.PAGE_SIZE) : TOP_WITH_EXPAND;
        }
        int most = settings.get(ReadSwitches.MAX_TOP);
        if (query.top() >= 1 && query.top() <= most) {
            return query.top();
        }
        if (settings.get(ReadSwitches.TOP_ABOVE_MAX) == ReadSwitches.TopAboveMax.REFUSE) {
            throw new RequestRefusedException(400, "top must be 1 to " + most + ", not " + query.top());
        }
        return Math.max(1, Math.min(most, query.top()));
    }
}
