package dev.imconnector.sandbox.read;

import dev.imconnector.sandbox.http.RequestRefusedException;
import dev.imconnector.sandbox.read.query.QueryOptions;
import dev.imconnector.sandbox.read.query.SkipToken;
import dev.imconnector.sandbox.state.Schema;
import dev.imconnector.sandbox.switches.ReadSwitches;
import dev.imconnector.sandbox.switches.SandboxSwitches;

/**
 * One page of a list: which rows, and what comes after it.
 *
 * @param from position of its first row
 * @param to position after its last row; {@code from} when it is empty
 * @param number its number, from 1
 * @param repeated whether it is shown a second time on purpose
 * @param next the place where the next page begins, or null when this is the last
 */
record ListPage(int from, int to, int number, boolean repeated, Next next) {

    /** @param left how many rows may still come, or {@link SkipToken#ALL} */
    record Next(int position, int left) {}

    /** @throws RequestRefusedException when the link that leads here has expired, or {@code $top} is too large */
    static ListPage of(QueryOptions options, int rows, SandboxSwitches settings, long nowMicros) {
        var token = options.token();
        var number = token == null ? 1 : token.page();
        if (token != null && hasExpired(token, settings, nowMicros)) {
            throw new RequestRefusedException(settings.get(ReadSwitches.EXPIRED_LINK_STATUS), "The link has expired");
        }
        var from = Math.min(rows, token == null ? options.skip() : token.position());
        var left = token == null ? allowed(options, settings) : token.left();
        var emptyEvery = settings.get(ReadSwitches.EMPTY_PAGE_EVERY);
        var isEmpty = emptyEvery > 0 && number % emptyEvery == 0;
        var size = isEmpty ? 0 : pageSize(options, settings);
        var most = left == SkipToken.ALL ? size : Math.min(size, left);
        var to = Math.min(rows, from + most);
        var leftAfter = left == SkipToken.ALL ? left : left - (to - from);
        var next = to < rows && leftAfter != 0 && (size > 0 || isEmpty) ? new Next(to, leftAfter) : null;
        return new ListPage(from, to, number, token != null && token.repeats(), next);
    }

    private static boolean hasExpired(SkipToken token, SandboxSwitches settings, long nowMicros) {
        var life = settings.get(ReadSwitches.NEXTLINK_LIFE_SECONDS) * 1_000_000L;
        return token.page() == settings.get(ReadSwitches.EXPIRE_LINK_OF_PAGE)
                || life > 0 && nowMicros - token.issuedMicros() >= life;
    }

    private static int allowed(QueryOptions options, SandboxSwitches settings) {
        return settings.get(ReadSwitches.TOP_MEANING) == ReadSwitches.TopMeaning.TOTAL && options.top() != null
                ? options.top()
                : SkipToken.ALL;
    }

    private static int pageSize(QueryOptions options, SandboxSwitches settings) {
        var most = settings.get(ReadSwitches.MAX_TOP);
        if (options.top() == null) {
            return Math.min(most, settings.get(ReadSwitches.PAGE_SIZE));
        }
        if (options.top() > most && settings.get(ReadSwitches.TOP_ABOVE_MAX) == ReadSwitches.TopAboveMax.REFUSE) {
            throw new RequestRefusedException(400, "$top must be at most " + most);
        }
        return Math.min(most, options.top());
    }

    /** The link to the next page, or null. */
    String nextLink(
            String rawQuery,
            QueryOptions options,
            Schema schema,
            String origin,
            SandboxSwitches settings,
            long nowMicros) {
        if (next == null) {
            return null;
        }
        var literal = settings.get(ReadSwitches.NEXTLINK_LITERAL);
        if (!literal.isEmpty()) {
            return literal;
        }
        if (number == settings.get(ReadSwitches.LOOP_AT_PAGE)) {
            return NextLinks.withQuery(rawQuery == null ? "" : rawQuery, schema, origin, settings);
        }
        var again = number == settings.get(ReadSwitches.REPEAT_PAGE) && !repeated;
        var token = again
                ? new SkipToken(from, number, leftBefore(), true, nowMicros)
                : new SkipToken(next.position(), number + 1, next.left(), false, nowMicros);
        return NextLinks.to(token, options, schema, origin, settings);
    }

    private int leftBefore() {
        return next.left() == SkipToken.ALL ? SkipToken.ALL : next.left() + to - from;
    }
}
