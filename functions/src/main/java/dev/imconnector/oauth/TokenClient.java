package dev.imconnector.oauth;

import dev.imconnector.http.HttpAnswer;
import dev.imconnector.http.HttpExchange;
import dev.imconnector.http.NetworkFault;
import dev.imconnector.http.ReconnectOnce;
import dev.imconnector.http.RetryAfter;
import dev.imconnector.http.RetryPolicy;
import dev.imconnector.http.RetryPolicy.Outcome;
import dev.imconnector.http.RetryPolicy.Tries;
import dev.imconnector.http.RetryPolicy.TryAgain;
import dev.imconnector.time.Deadline;
import dev.imconnector.time.Sleeper;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the token endpoint for a token with given credentials, and again where that may help. Keeps no token and no
 * secret. Thread-safe.
 *
 * <p>Remembers one thing between calls: the moment before which the endpoint asked not to be called (Retry-After). A
 * call that has the time waits for it; one that has not fails at once, without a request.
 */
public final class TokenClient implements TokenIssuer {

    private static final Logger LOG = LoggerFactory.getLogger(TokenClient.class);

    private final TokenRequestSettings settings;
    private final HttpExchange http;
    private final RetryPolicy retries;
    private final Sleeper sleeper;
    private final Clock clock;
    private final TokenAnswer answers;
    private volatile Instant notBefore = Instant.MIN;

    /** @param http the network; give it a limit for one request of its own, for here only the deadline bounds it */
    public TokenClient(
            TokenRequestSettings settings, HttpExchange http, RetryPolicy retries, Sleeper sleeper, Clock clock) {
        this.settings = settings;
        this.http = new ReconnectOnce(http, clock);
        this.retries = retries;
        this.sleeper = sleeper;
        this.clock = clock;
        this.answers = new TokenAnswer(settings.endpoint(), settings.authStyle(), clock);
    }

    /**
     * Fetches a token.
     *
     * @param deadline by when there must be a token or an error; no wait goes beyond it
     * @throws OAuthException why there is no token
     * @throws InterruptedException when interrupted while waiting for the endpoint or between two attempts
     */
    public AccessToken fetch(ClientCredentials credentials, Deadline deadline) throws InterruptedException {
        return fetch(credentials, deadline, 0);
    }

    @Override
    public AccessToken fetch(ClientCredentials credentials, Deadline deadline, int sentBefore)
            throws InterruptedException {
        awaitAskedMoment(deadline, sentBefore);
        if (!deadline.leaves(RetryPolicy.MIN_ATTEMPT, clock)) {
            throw new NoTimeLeftException("No time is left for a request to " + settings.endpoint(), sentBefore);
        }
        var tries = Tries.NONE;
        while (true) {
            try {
                return attempt(credentials, deadline, sentBefore + tries.total() + 1);
            } catch (OAuthException failure) {
                tries = tries.plus(outcome(failure));
                waitOrGiveUp(failure, tries, deadline);
            }
        }
    }

    /** Of no concern here: another token is fetched. */
    @Override
    public void refused(String versionId) {
        LOG.info("The API has refused a token of version {} of the client's credentials", versionId);
    }

    /** Forgets the moment before which the endpoint asked not to be called, and the state of chance. */
    @Override
    public void clear() {
        retries.clear();
        notBefore = Instant.MIN;
    }

    private AccessToken attempt(ClientCredentials credentials, Deadline deadline, int attempts)
            throws InterruptedException {
        var call = TokenForm.call(settings, credentials, deadline);
        HttpAnswer answer;
        try {
            answer = http.send(call);
        } catch (IOException e) {
            throw answers.networkFailed(NetworkFault.of(e), attempts);
        }
        var token = answers.read(answer, credentials, attempts);
        notBefore = Instant.MIN;
        return token;
    }

    private void waitOrGiveUp(OAuthException failure, Tries tries, Deadline deadline) throws InterruptedException {
        failure.retryAt().ifPresent(moment -> notBefore = moment);
        var hint = failure.retryAt().map(this::until).orElse(Duration.ZERO);
        var decision = retries.decide(tries, outcome(failure), hint, deadline.remaining(clock));
        if (!(decision instanceof TryAgain again)) {
            throw failure;
        }
        LOG.info(
                "Attempt {}: {}; next attempt in {} ms",
                failure.attempts(),
                failure.getMessage(),
                again.after().toMillis());
        sleeper.sleep(again.after());
        if (!deadline.leaves(RetryPolicy.MIN_ATTEMPT, clock)) {
            throw failure; // it slept longer than it was asked to
        }
    }

    private void awaitAskedMoment(Deadline deadline, int sentBefore) throws InterruptedException {
        var moment = notBefore;
        var wait = until(moment);
        if (wait.isZero() || wait.compareTo(RetryAfter.LONGEST) > 0) {
            return; // passed, or so far ahead that the clock must have been set back
        }
        if (!deadline.leaves(wait.plus(RetryPolicy.MIN_ATTEMPT), clock)) {
            throw new TokenThrottledException(
                    "The token endpoint " + settings.endpoint() + " asked not to be called before " + moment,
                    "Call again after that",
                    sentBefore,
                    moment);
        }
        sleeper.sleep(wait);
    }

    private Duration until(Instant moment) {
        var now = clock.instant();
        return now.isBefore(moment) ? Duration.between(now, moment) : Duration.ZERO;
    }

    private static Outcome outcome(OAuthException failure) {
        if (failure instanceof TokenThrottledException) {
            return Outcome.THROTTLED;
        }
        return failure.retryable() ? Outcome.PASSING_FAULT : Outcome.FINAL;
    }
}
