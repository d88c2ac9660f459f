package dev.imconnector.oauth;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;

/**
 * What the cache holds: a token with its margins, or nothing and why. Immutable.
 *
 * @param token the token, or null
 * @param refreshAtMillis from when on it is to be replaced, in epoch milliseconds
 * @param unusableAtMillis from when on it is not to be used even while the new one is being fetched
 * @param ifFetched the reason of the fetch that replaces it
 */
record TokenSlot(AccessToken token, long refreshAtMillis, long unusableAtMillis, FetchReason ifFetched) {

    static final Duration LONGEST_MARGIN = Duration.ofSeconds(60);

    private static final int MARGIN_SHARE_OF_LIFE = 5;
    private static final int UNUSABLE_SHARE_OF_MARGIN = 4;

    static TokenSlot empty(FetchReason ifFetched) {
        return new TokenSlot(null, Long.MIN_VALUE, Long.MIN_VALUE, ifFetched);
    }

    static TokenSlot of(AccessToken token) {
        var margin = margin(Duration.between(token.issuedAt(), token.expiresAt()));
        var end = token.expiresAt();
        return new TokenSlot(
                token,
                end.minus(margin).toEpochMilli(),
                end.minus(margin.dividedBy(UNUSABLE_SHARE_OF_MARGIN)).toEpochMilli(),
                FetchReason.EXPIRED);
    }

    /** How long before its end a token is replaced: the smaller of 60 s and a fifth of its life. */
    static Duration margin(Duration life) {
        return Collections.min(List.of(life.dividedBy(MARGIN_SHARE_OF_LIFE), LONGEST_MARGIN));
    }

    boolean isFresh(long nowMillis) {
        return nowMillis < refreshAtMillis;
    }

    boolean isUsable(long nowMillis) {
        return nowMillis < unusableAtMillis;
    }

    /** The same token, to be replaced from that moment on, or from when it is no longer usable. */
    TokenSlot putOffTo(Instant moment) {
        return new TokenSlot(token, Math.min(moment.toEpochMilli(), unusableAtMillis), unusableAtMillis, ifFetched);
    }
}
