package dev.imconnector.run;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** When a run was worked on, and what it waits for. Part of a {@link RunRecord}. For use by one thread. */
@JsonAutoDetect(
        fieldVisibility = JsonAutoDetect.Visibility.ANY,
        getterVisibility = JsonAutoDetect.Visibility.NONE,
        isGetterVisibility = JsonAutoDetect.Visibility.NONE)
@JsonInclude(JsonInclude.Include.ALWAYS)
@JsonPropertyOrder({
    "attempts",
    "startedAt",
    "updatedAt",
    "finishedAt",
    "resumeAfterSeconds",
    "waiting",
    "tokenRefusedAt"
})
final class RunLife {

    /** The most attempts that are listed; of a longer history the first one and the latest are kept. */
    static final int MAX_ATTEMPTS = 200;

    @JsonSetter(nulls = Nulls.FAIL, contentNulls = Nulls.FAIL)
    private List<RunAttempt> attempts = new ArrayList<>();

    private Instant startedAt;
    private Instant updatedAt;
    private Instant finishedAt;
    private Long resumeAfterSeconds;
    private Waiting waiting;

    /** When IM refused a token that was just issued, if that is what ended the latest invocation. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private Instant tokenRefusedAt;

    /** Whether the invocation before the one under way has ended so. */
    @JsonIgnore
    private boolean tokenRefusedBefore;

    static RunLife begin(Instant now) {
        var life = new RunLife();
        life.startedAt = millis(now);
        return life;
    }

    void updated(Instant now) {
        updatedAt = millis(now);
    }

    /** An invocation begins; the one before has died if it did not say how it ended. */
    void attemptBegins(Instant now) {
        if (!attempts.isEmpty() && last().end() == null) {
            replaceLast(new RunAttempt(last().startedAt(), last().endedAt(), "DIED"));
        }
        if (attempts.size() >= MAX_ATTEMPTS) {
            attempts.remove(1);
        }
        attempts.add(new RunAttempt(millis(now), null, null));
        finishedAt = null;
        resumeAfterSeconds = null;
        tokenRefusedBefore = tokenRefusedAt != null;
        tokenRefusedAt = null;
    }

    void attemptEnds(RunStatus how, Instant now) {
        updatedAt = millis(now);
        if (!attempts.isEmpty()) {
            replaceLast(new RunAttempt(last().startedAt(), updatedAt, how.name()));
        }
    }

    private RunAttempt last() {
        return attempts.get(attempts.size() - 1);
    }

    private void replaceLast(RunAttempt attempt) {
        attempts.set(attempts.size() - 1, attempt);
    }

    void finish(Instant now) {
        finishedAt = millis(now);
        resumeAfterSeconds = null;
        waiting = null;
    }

    void notFinished() {
        finishedAt = null;
    }

    /** Waits for that reason since now, unless it did so before. */
    void waitsFor(Waiting.Reason reason, Instant now) {
        if (waiting == null || waiting.reason() != reason) {
            waiting = new Waiting(reason, millis(now));
        }
    }

    void waitsUntil(Instant moment) {
        waiting = new Waiting(waiting.reason(), waiting.since(), moment);
    }

    void tokenIsRefused(Instant now) {
        tokenRefusedAt = millis(now);
    }

    Optional<Instant> tokenRefusedAt() {
        return Optional.ofNullable(tokenRefusedAt);
    }

    boolean tokenWasRefusedBefore() {
        return tokenRefusedBefore;
    }

    void waitsNoLonger() {
        waiting = null;
    }

    void resumeAfter(long seconds) {
        resumeAfterSeconds = seconds;
    }

    void resumeNoSoonerThan(Instant moment, Instant now) {
        var wait = Duration.between(now, moment).plusMillis(999).toSeconds();
        resumeAfterSeconds = Math.max(resumeAfterSeconds, wait);
    }

    List<RunAttempt> attempts() {
        return List.copyOf(attempts);
    }

    Instant startedAt() {
        return startedAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    Optional<Instant> finishedAt() {
        return Optional.ofNullable(finishedAt);
    }

    Optional<Duration> resumeAfter() {
        return Optional.ofNullable(resumeAfterSeconds).map(Duration::ofSeconds);
    }

    Optional<Waiting> waiting() {
        return Optional.ofNullable(waiting);
    }

    private static Instant millis(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS);
    }
}
