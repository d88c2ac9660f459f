package dev.imconnector.settings;

/**
 * How the functions of one deployment share the requests a minute that the tenant allows: the push has what the others
 * leave. The shares of those that are deployed add up to the limit, whatever runs at a time, and none of them is 0, which
 * would mean no limit. The rotation of secrets has no share: it sends two requests a few times a year, and a share would be
 * taken from the push every night.
 *
 * @param requestsPerMinute of the tenant, token calls included; 0 means no limit, else at least {@link #LEAST}
 */
record TenantLimit(int requestsPerMinute, SharedWith with) {

    /** Below it there is not a request a minute for each function. */
    static final int LEAST = 10;

    static final int MOST = 100_000;

    private static final int ON_DEMAND_PERCENT = 4;
    private static final int SCHEDULED_PULL_PERCENT = 24;
    private static final int SCHEDULED_RECONCILIATION_PERCENT = 16;
    private static final int API_PERCENT = 6;

    /** A token and the request that needs it: with one a minute a call could not be answered before the gateway gives up. */
    private static final int LEAST_OF_AN_API_FUNCTION = 2;

    private static final int API_FUNCTIONS = 2;

    /** Requests a minute, token calls included; 0 means no limit. */
    int shareOf(LimitShare share) {
        return switch (share) {
            case ALL -> requestsPerMinute;
            case PUSH ->
                requestsPerMinute - pull() - reconciliation() - (with.api() ? API_FUNCTIONS * apiFunction() : 0);
            case PULL -> pull();
            case RECONCILE -> reconciliation();
            case API -> apiFunction();
        };
    }

    private int pull() {
        return atLeast(1, with.pull() ? SCHEDULED_PULL_PERCENT : ON_DEMAND_PERCENT);
    }

    private int reconciliation() {
        return atLeast(1, with.reconcile() ? SCHEDULED_RECONCILIATION_PERCENT : ON_DEMAND_PERCENT);
    }

    private int apiFunction() {
        return atLeast(LEAST_OF_AN_API_FUNCTION, API_PERCENT);
    }

    private int atLeast(int least, int percent) {
        return requestsPerMinute == 0 ? 0 : Math.max(least, requestsPerMinute * percent / 100);
    }
}
