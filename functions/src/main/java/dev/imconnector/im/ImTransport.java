package dev.imconnector.im;

import dev.imconnector.http.AnswerTooLargeException;
import dev.imconnector.http.ConnectionLostException;
import dev.imconnector.http.HttpAnswer;
import dev.imconnector.http.HttpCall;
import dev.imconnector.http.PacedExchange;
import dev.imconnector.http.RequestMeter;
import dev.imconnector.http.RetryAfter;
import dev.imconnector.http.RetryPolicy;
import dev.imconnector.http.RetryPolicy.Outcome;
import dev.imconnector.http.RetryPolicy.Stop;
import dev.imconnector.http.RetryPolicy.TryAgain;
import dev.imconnector.http.SlidingWindowRateLimiter;
import dev.imconnector.im.ImUnavailableException.Failure;
import dev.imconnector.im.ImUnavailableException.Kind;
import dev.imconnector.oauth.AccessToken;
import dev.imconnector.oauth.TokenCache;
import dev.imconnector.time.Sleeper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Sends requests to the IM API: with a token that is fresh when the request goes out, in a slot of the rate limit, again
 * after a fault that may pass, and never beyond its deadline.
 *
 * <ul>
 *   <li>not authorized: the token is dropped, one is fetched, the request is sent once more; the second time is final for
 *       the caller.
 *   <li>forbidden: final; a new token would be good for no more.
 *   <li>throttled: all requests pause for {@code Retry-After} or the backoff, whichever is longer; uses up no attempt.
 *   <li>not taken, overloaded, failed, timed out, a lost connection, a foreign body: tried again with backoff.
 *   <li>every other answer is the operation's to judge.
 * </ul>
 *
 * Which answer means which, the {@link Protocol} says. Safe for use by several threads.
 */
public final class ImTransport {

    /** The most bytes of an answer that are read. */
    static final int MAX_ANSWER = 32 * 1024 * 1024;

    private final URI api;
    private final TokenCache tokens;
    private final Protocol protocol;
    private final PacedExchange network;
    private final SlidingWindowRateLimiter window;
    private final RequestMeter meter;
    private final RetryPolicy retries;
    private final Sleeper sleeper;
    private final Runnable beforeSend;
    private final Delivery delivery;
    private final Clock clock;

    /** Whether IM has taken a token from here. */
    private volatile boolean hasTakenTokens;

    ImTransport(ImConnection connection, Sleeper sleeper, Runnable beforeSend, Delivery delivery) {
        this.api = connection.api();
        this.tokens = connection.tokens();
        this.protocol = connection.protocol();
        this.network = connection.network().sleepingWith(sleeper);
        this.window = connection.window();
        this.meter = connection.meter();
        this.retries = connection.retries();
        this.clock = connection.clock();
        this.sleeper = sleeper;
        this.beforeSend = beforeSend;
        this.delivery = delivery;
    }

    /**
     * Sends a request until it is answered for good.
     *
     * @return an answer that is the operation's to judge
     * @throws ImException when there is none
     * @throws dev.imconnector.oauth.OAuthException when there is no token
     * @throws InterruptedException when the thread was interrupted
     */
    public HttpAnswer call(ImRequest request, CallTimes times) throws InterruptedException {
        return call(request, times, answer -> true);
    }

    /**
     * Sends a request until it is answered for good, with a body that can be used.
     *
     * @param isUsable looks at each success that has a body; when it is false the request is sent again, as after a
     *     fault that may pass
     */
    public HttpAnswer call(ImRequest request, CallTimes times, Predicate<HttpAnswer> isUsable)
            throws InterruptedException {
        return new Call(request, times, isUsable).answer();
    }

    public URI api() {
        return api;
    }

    /**
     * Waits until IM is done with a request that was left without an answer, so that a later look finds its result.
     *
     * @param wait how long it may be at work on it
     * @throws OutOfTimeException when there is no time for that
     */
    public void settle(Duration wait, CallTimes times) throws InterruptedException {
        delivery.givenUp(clock.instant());
        if (!times.end().leaves(wait, clock)) {
            throw new OutOfTimeException();
        }
        sleeper.sleep(wait);
    }

    /** IM's own words in an answer that is not a success; empty when it has none. */
    public String words(HttpAnswer answer) {
        return protocol.words(answer);
    }

    /** That an answer refuses its request as such. */
    public ImRefusedException refusal(ImRequest request, HttpAnswer answer) {
        return new ImRefusedException(describe(request), answer.status(), words(answer));
    }

    /** The request as it is named in messages. */
    public String describe(ImRequest request) {
        return request.method() + " " + uri(request).getPath();
    }

    private URI uri(ImRequest request) {
        return URI.create(api + request.path());
    }

    /** One call: its attempts share what is known about it. */
    private final class Call {

        private final ImRequest request;
        private final Predicate<HttpAnswer> isUsable;

        /** What only reads changes nothing, whatever becomes of it. */
        private final Delivery delivery;

        private CallTimes times;
        private RetryPolicy.Tries tries = RetryPolicy.Tries.NONE;
        private boolean tokenRenewed;
        private boolean reconnected;

        Call(ImRequest request, CallTimes times, Predicate<HttpAnswer> isUsable) {
            this.request = request;
            this.times = times;
            this.isUsable = isUsable;
            this.delivery = request.isRead() ? new Delivery() : ImTransport.this.delivery;
        }

        HttpAnswer answer() throws InterruptedException {
            while (true) {
                handBackALongerPause();
                var token = tokens.current(times.begin());
                var wasFresh = tokens.freshOrNull() != null;
                try (var slot = slot()) {
                    beforeSend.run();
                    var fresh = tokens.freshOrNull();
                    if (fresh == null && wasFresh) {
                        // It came to its end while the slot was waited for; fetching another needs a slot of its own.
                        continue;
                    }
                    var sentWith = fresh == null ? token : fresh;
                    var answer = send(slot, sentWith);
                    if (answer.isPresent() && judge(answer.get(), sentWith)) {
                        return answer.get();
                    }
                }
            }
        }

        private PacedExchange.Slot slot() throws InterruptedException {
            var slot = network.slot(times.begin());
            if (slot.isEmpty()) {
                handBackALongerPause();
            }
            return slot.orElseThrow(OutOfTimeException::new);
        }

        /** A pause that IM has asked for outlasts this call: its caller is to come back then, rather than sleep here. */
        private void handBackALongerPause() {
            window.pausedBeyond(times.begin().at()).ifPresent(until -> {
                throw new ImThrottledException(describe(request), until);
            });
        }

        private Optional<HttpAnswer> send(PacedExchange.Slot slot, AccessToken token) throws InterruptedException {
            if (tries.total() > 0 || tokenRenewed || reconnected) {
                meter.retry();
            }
            times = times.begun();
            var sentAt = clock.instant();
            delivery.sent();
            try {
                return Optional.of(token.takenOutOf(slot.send(httpCall(token)), request.isRead()));
            } catch (ConnectionLostException e) {
                if (!reconnected && request.repeatable()) {
                    // A pooled connection that died while the environment was frozen says nothing about IM.
                    reconnected = true;
                    return Optional.empty();
                }
                failed(Kind.CONNECTION_LOST, "a connection that was closed before an answer", sentAt, e);
            } catch (HttpConnectTimeoutException | ConnectException e) {
                delivery.refused();
                failed(Kind.UNREACHABLE, "no connection to " + api.getAuthority(), sentAt, e);
            } catch (HttpTimeoutException e) {
                delivery.givenUp(clock.instant());
                failed(Kind.TIMEOUT, "no answer in time", sentAt, e);
            } catch (AnswerTooLargeException e) {
                failed(Kind.UNUSABLE_ANSWER, "an answer of more than " + MAX_ANSWER + " bytes", sentAt, e);
            } catch (IOException e) {
                failed(Kind.CONNECTION_LOST, "a connection that failed", sentAt, e);
            } catch (InterruptedException e) {
                delivery.givenUp(clock.instant());
                throw e;
            }
            return Optional.empty();
        }

        private HttpCall httpCall(AccessToken token) {
            var headers = new HashMap<>(protocol.headers(request));
            headers.put("Authorization", token.authorization());
            return new HttpCall(request.method(), uri(request), headers, request.body(), times.end(), MAX_ANSWER);
        }

        /** @return whether the answer is the operation's to judge; when not, the request is to be sent again */
        private boolean judge(HttpAnswer answer, AccessToken sentWith) throws InterruptedException {
            var meaning = protocol.meaning(answer);
            hasTakenTokens |= meaning != AnswerMeaning.UNAUTHORIZED;
            switch (meaning) {
                case FINAL -> {
                    return true;
                }
                case CONTENT -> {
                    if (isUsable.test(answer)) {
                        return true;
                    }
                    unusable(answer, "JSON that is cut off");
                }
                case UNAUTHORIZED -> {
                    delivery.refused();
                    renewToken(sentWith);
                }
                case FORBIDDEN -> {
                    delivery.refused();
                    throw ImDeniedException.forbidden(describe(request), protocol.denial(meaning));
                }
                case BLOCKED -> {
                    delivery.refused();
                    throw ImDeniedException.blocked(describe(request));
                }
                case THROTTLED -> {
                    delivery.refused();
                    throttled(answer);
                }
                case NOT_TAKEN -> {
                    delivery.unavailable();
                    failed(Kind.OVERLOADED, answer);
                }
                case OVERLOADED -> failed(Kind.OVERLOADED, answer);
                case SERVER_ERROR -> failed(Kind.SERVER_ERROR, answer);
                case TIMEOUT -> failed(Kind.TIMEOUT, answer);
                case FOREIGN_BODY -> unusable(answer, "a body that is not JSON (a maintenance page?)");
            }
            return false;
        }

        private void renewToken(AccessToken refused) {
            if (tokenRenewed) {
                throw ImDeniedException.unauthorized(
                        describe(request), protocol.denial(AnswerMeaning.UNAUTHORIZED), () -> hasTakenTokens);
            }
            tokenRenewed = true;
            tokens.invalidate(refused);
        }

        private void unusable(HttpAnswer answer, String what) throws InterruptedException {
            failed(Kind.UNUSABLE_ANSWER, "status " + answer.status() + " and " + what, answer.sentAt(), null);
        }

        private void throttled(HttpAnswer answer) {
            var now = clock.instant();
            var hint = RetryAfter.of(answer, now).orElse(Duration.ZERO);
            tries = tries.plus(Outcome.THROTTLED);
            var next =
                    retries.decide(tries, Outcome.THROTTLED, hint, times.end().remaining(clock));
            if (next instanceof TryAgain again) {
                window.pauseUntil(now.plus(again.after()));
                return;
            }
            window.pauseUntil(now.plus(hint));
            throw new ImThrottledException(describe(request), now.plus(hint));
        }

        private void failed(Kind kind, HttpAnswer answer) throws InterruptedException {
            var hint = RetryAfter.of(answer, clock.instant()).orElse(Duration.ZERO);
            failed(new Failure(kind, "status " + answer.status(), answer.sentAt(), answer, null), hint);
        }

        private void failed(Kind kind, String how, Instant sentAt, IOException cause) throws InterruptedException {
            failed(new Failure(kind, how, sentAt, null, cause), Duration.ZERO);
        }

        private void failed(Failure failure, Duration hint) throws InterruptedException {
            tries = tries.plus(Outcome.PASSING_FAULT);
            var outcome = request.onlyOnce() ? Outcome.FINAL : Outcome.PASSING_FAULT;
            var next = retries.decide(tries, outcome, hint, times.end().remaining(clock));
            if (next instanceof Stop) {
                var retryAt = hint.isZero() ? null : clock.instant().plus(hint);
                throw new ImUnavailableException(describe(request), failure, tries.attempts(), retryAt);
            }
            sleeper.sleep(((TryAgain) next).after());
        }
    }
}
