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
import dev.imconnector.im.ImUnavailableException.Kind;
import dev.imconnector.im.dialect.course.CourseDialect;
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
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Sends requests to the IM API: with a token that is fresh when the request goes out, in a slot of the rate limit, again
 * after a fault that may pass, and never beyond its deadline.
 *
 * <ul>
 *   <li>401: the token is dropped, one is fetched, the request is sent once more; a second 401 is final.
 *   <li>403: final; a new token would have the same scope.
 *   <li>429: all requests pause for {@code Retry-After} or the backoff, whichever is longer; uses up no attempt.
 *   <li>408, 500, 502, 503, 504, timeouts, lost connections, a success that is no JSON: tried again with backoff.
 *   <li>every other status is the caller's to judge.
 * </ul>
 *
 * Safe for use by several threads.
 */
public final class ImTransport {

    /** The most bytes of an answer that are read. */
    static final int MAX_ANSWER = 32 * 1024 * 1024;

    private final URI api;
    private final TokenCache tokens;
    private final PacedExchange network;
    private final SlidingWindowRateLimiter window;
    private final RequestMeter meter;
    private final RetryPolicy retries;
    private final Sleeper sleeper;
    private final Runnable beforeSend;
    private final Delivery delivery;
    private final Clock clock;

    ImTransport(ImConnection connection, Sleeper sleeper, Runnable beforeSend, Delivery delivery) {
        this.api = connection.api();
        this.tokens = connection.tokens();
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
     * @return an answer with a status other than those above
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
     * @param isUsable looks at each success that says it is JSON; when it is false the request is sent again, as after a
     *     fault that may pass
     */
    public HttpAnswer call(ImRequest request, CallTimes times, Predicate<HttpAnswer> isUsable)
            throws InterruptedException {
        return new Call(request, times, isUsable).answer();
    }

    public URI api() {
        return api;
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
        private CallTimes times;
        private RetryPolicy.Tries tries = RetryPolicy.Tries.NONE;
        private boolean tokenRenewed;
        private boolean reconnected;

        Call(ImRequest request, CallTimes times, Predicate<HttpAnswer> isUsable) {
            this.request = request;
            this.times = times;
            this.isUsable = isUsable;
        }

        HttpAnswer answer() throws InterruptedException {
            while (true) {
                handBackALongerPause();
                var token = tokens.current(times.begin());
                var wasFresh = tokens.freshOrNull() != null;
                try (var slot = network.slot(times.begin()).orElseThrow(OutOfTimeException::new)) {
                    beforeSend.run();
                    var fresh = tokens.freshOrNull();
                    if (fresh == null && wasFresh) {
                        // It came to its end while the slot was waited for; fetching another needs a slot of its own.
                        continue;
                    }
                    var answer = judge(send(slot, fresh == null ? token : fresh));
                    if (answer.isPresent()) {
                        return answer.get();
                    }
                }
            }
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
                var answer = Redactor.without(token, slot.send(httpCall(token)), request.body() == null);
                if (answer.status() == 401) {
                    delivery.refused();
                    renewToken(token);
                    return Optional.empty();
                }
                return Optional.of(answer);
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
            var headers = request.body() == null
                    ? Map.of("Authorization", token.authorization(), "Accept", "application/json")
                    : Map.of(
                            "Authorization",
                            token.authorization(),
                            "Accept",
                            "application/json",
                            "Content-Type",
                            "application/json");
            return new HttpCall(request.method(), uri(request), headers, request.body(), times.end(), MAX_ANSWER);
        }

        private void renewToken(AccessToken refused) {
            if (tokenRenewed) {
                throw ImDeniedException.unauthorized(describe(request));
            }
            tokenRenewed = true;
            tokens.invalidate(refused);
        }

        /** @return the answer when it is the caller's to judge, empty when the request is to be sent again */
        private Optional<HttpAnswer> judge(Optional<HttpAnswer> sent) throws InterruptedException {
            if (sent.isEmpty()) {
                return sent;
            }
            var answer = sent.get();
            switch (answer.status()) {
                case 403 -> {
                    delivery.refused();
                    throw answer.header("Content-Type").orElse("").matches("(?i).*html.*")
                            ? ImDeniedException.blocked(describe(request))
                            : ImDeniedException.forbidden(describe(request));
                }
                case 429 -> {
                    delivery.refused();
                    throttled(answer);
                }
                case 503 -> {
                    delivery.unavailable();
                    failed(Kind.OVERLOADED, answer);
                }
                case 408, 502 -> failed(Kind.OVERLOADED, answer);
                case 500 -> failed(Kind.SERVER_ERROR, answer);
                case 504 -> failed(Kind.TIMEOUT, answer);
                default -> {
                    if (answer.status() / 100 != 2 || answer.status() == 204) {
                        return sent;
                    }
                    var isJson = CourseDialect.isJson(answer);
                    if (isJson && isUsable.test(answer)) {
                        return sent;
                    }
                    var what = isJson ? "JSON that is cut off" : "no JSON (a maintenance page?)";
                    failed(Kind.UNUSABLE_ANSWER, "status " + answer.status() + " and " + what, answer.sentAt(), null);
                }
            }
            return Optional.empty();
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
            failed(kind, "status " + answer.status(), hint, answer.sentAt(), null);
        }

        private void failed(Kind kind, String how, Instant sentAt, IOException cause) throws InterruptedException {
            failed(kind, how, Duration.ZERO, sentAt, cause);
        }

        private void failed(Kind kind, String how, Duration hint, Instant sentAt, IOException cause)
                throws InterruptedException {
            tries = tries.plus(Outcome.PASSING_FAULT);
            var outcome = request.onlyOnce() ? Outcome.FINAL : Outcome.PASSING_FAULT;
            var next = retries.decide(tries, outcome, hint, times.end().remaining(clock));
            if (next instanceof Stop) {
                throw new ImUnavailableException(describe(request), kind, how, tries.attempts(), sentAt, cause);
            }
            sleeper.sleep(((TryAgain) next).after());
        }
    }
}
