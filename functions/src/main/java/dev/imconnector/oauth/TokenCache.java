package dev.imconnector.oauth;

import dev.imconnector.time.Deadline;
import dev.imconnector.time.Signal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the access token of one client at one endpoint with one scope, and has it replaced in time. Make one per
 * (endpoint, client, scope); two never touch each other. Thread-safe, without a thread, timer or executor of its own,
 * so that a frozen environment changes nothing: the wall clock is looked at when the token is read.
 *
 * <p>Terms. A token is <em>fresh</em> until its margin begins: the last 60 s of its life, or the last fifth when that is
 * shorter. In the margin it is still <em>usable</em> until the last quarter of the margin. The first caller who finds
 * it not fresh <em>leads</em>: it fetches the new one, outside any lock. Others meanwhile use the old one while it is
 * usable, else they wait for the leader.
 */
public final class TokenCache {

    /** The longest that a caller waits for another one's fetch. */
    public static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    /** How long a usable token is used on after the attempt to replace it failed. */
    static final Duration NEXT_TRY = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(TokenCache.class);

    private final TokenSource source;
    private final TokenEvents events;
    private final Clock clock;
    private final Supplier<Flight> flights;
    private final AtomicReference<TokenSlot> slot;
    private final AtomicReference<Flight> underWay = new AtomicReference<>();

    public TokenCache(TokenSource source, Clock clock) {
        this(source, clock, FetchReason.COLD, Flight::new);
    }

    /**
     * @param firstReason why the first token is fetched: {@link FetchReason#COLD} or {@link FetchReason#RESTORED}
     * @param signals makes what callers wait by for another one's fetch
     */
    public static TokenCache of(TokenSource source, Clock clock, FetchReason firstReason, Supplier<Signal> signals) {
        return new TokenCache(source, clock, firstReason, () -> new Flight(signals.get()));
    }

    TokenCache(TokenSource source, Clock clock, Supplier<Flight> flights) {
        this(source, clock, FetchReason.COLD, flights);
    }

    private TokenCache(TokenSource source, Clock clock, FetchReason firstReason, Supplier<Flight> flights) {
        this.slot = new AtomicReference<>(TokenSlot.empty(firstReason));
        this.source = source;
        this.events = source.events();
        this.clock = clock;
        this.flights = flights;
    }

    /** The cached token if it needs no replacement, else null. One volatile read and one look at the clock. */
    public AccessToken freshOrNull() {
        var current = slot.get();
        return current.isFresh(clock.millis()) ? current.token() : null;
    }

    /**
     * The token to send now: the cached one if it is fresh, else a new one.
     *
     * @param deadline by when there must be a token or an error
     * @throws OAuthException why there is none; the leader's failure is everybody's
     * @throws TokenWaitTimedOutException when another caller's fetch took longer than the smaller of the time left and
     *     {@link #LONGEST_WAIT}
     * @throws InterruptedException when interrupted while fetching or waiting; then another caller fetches
     */
    public AccessToken current(Deadline deadline) throws InterruptedException {
        while (true) {
            var fresh = freshOrNull();
            if (fresh != null) {
                return fresh;
            }
            var mine = flights.get();
            var theirs = underWay.compareAndExchange(null, mine);
            var token = theirs == null ? lead(mine, deadline) : follow(theirs, deadline);
            if (token != null) {
                return token;
            }
        }
    }

    /**
     * Drops the token that the API refused, if it is still the cached one; a newer one stays.
     *
     * @param rejected the very object that {@link #current} gave
     */
    public void invalidate(AccessToken rejected) {
        for (var current = slot.get(); rejected != null && current.token() == rejected; current = slot.get()) {
            if (slot.compareAndSet(current, TokenSlot.empty(FetchReason.REJECTED))) {
                source.refused();
            }
        }
    }

    /** The version of the credentials that the last token was fetched with, to be shown and counted. */
    public Optional<CredentialsVersion> credentialsInUse() {
        return source.inUse();
    }

    /** Drops everything: to be called before a snapshot of the environment is taken, and after it was restored. */
    public void clear() {
        underWay.set(null);
        slot.set(TokenSlot.empty(FetchReason.RESTORED));
        source.clear();
    }

    /** The new token, or null to look again. */
    private AccessToken lead(Flight mine, Deadline deadline) throws InterruptedException {
        var before = slot.get();
        try {
            if (before.isFresh(clock.millis())) {
                return null; // it landed between the look at the slot and the start of this flight
            }
            return fetch(mine, before, deadline);
        } catch (OAuthException failure) {
            if (isPutOff(before, failure)) {
                return null; // fresh again for a while
            }
            if (!(failure instanceof NoTimeLeftException)) {
                mine.failed(failure);
            }
            throw failure;
        } finally {
            underWay.compareAndSet(mine, null);
            mine.land();
        }
    }

    private AccessToken fetch(Flight mine, TokenSlot before, Deadline deadline) throws InterruptedException {
        var start = clock.instant();
        var fetched = source.fetch(deadline);
        var published = TokenSlot.of(fetched.token());
        slot.set(published);
        if (underWay.get() != mine) {
            slot.compareAndSet(published, TokenSlot.empty(FetchReason.RESTORED)); // cleared meanwhile
        }
        events.tokenFetched(
                fetched.rotated() ? FetchReason.ROTATED : before.ifFetched(), Duration.between(start, clock.instant()));
        return fetched.token();
    }

    /** Whether the old token is used on after a passing failure; it is tried again soon, not by every caller. */
    private boolean isPutOff(TokenSlot before, OAuthException failure) {
        var now = clock.instant();
        if (!failure.retryable() || !before.isUsable(now.toEpochMilli())) {
            return false;
        }
        var putOff = before.putOffTo(now.plus(NEXT_TRY));
        if (!slot.compareAndSet(before, putOff)) {
            return false; // refused by the API meanwhile
        }
        var nextTry = Instant.ofEpochMilli(putOff.refreshAtMillis());
        LOG.warn("The connector keeps using the token until its next try at {}: {}", nextTry, failure.getMessage());
        events.refreshPutOff(failure, nextTry);
        return true;
    }

    /** The old token while it is usable, else null to look again once the leader has landed. */
    private AccessToken follow(Flight theirs, Deadline deadline) throws InterruptedException {
        var old = slot.get();
        if (old.isUsable(clock.millis())) {
            return old.token();
        }
        var left = deadline.remaining(clock);
        var limit = Collections.min(List.of(left, LONGEST_WAIT));
        if (!theirs.await(limit)) {
            throw new TokenWaitTimedOutException(limit);
        }
        if (theirs.failure() != null) {
            throw theirs.failure();
        }
        return null;
    }
}
