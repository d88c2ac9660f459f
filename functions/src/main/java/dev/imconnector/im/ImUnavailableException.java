package dev.imconnector.im;

import dev.imconnector.http.HttpAnswer;
import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemKind;
import dev.imconnector.problem.Transient;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** IM gave no usable answer to any attempt; a later one may succeed. */
public final class ImUnavailableException extends ImException {

    private static final long serialVersionUID = 1L;

    /** How it failed the last time. */
    public enum Kind {
        /** Status 500: IM itself, or a record in the request that it cannot take. */
        SERVER_ERROR,
        /** No answer in time (or a gateway's 504); the request may have been carried out. */
        TIMEOUT,
        /** The connection ended before an answer; the request may have been carried out. */
        CONNECTION_LOST,
        /** There was no connection at all; nothing was sent. */
        UNREACHABLE,
        /** Status 408, 502 or 503. */
        OVERLOADED,
        /** A success by its status, but no JSON, cut off or too large: a maintenance page, most likely. */
        UNUSABLE_ANSWER
    }

    /**
     * The last attempt.
     *
     * @param how it failed, in half a sentence
     * @param sentAt when it was sent
     * @param answer what it was answered with; null when that says nothing, or there was none
     * @param cause null when there was an answer
     */
    record Failure(Kind kind, String how, Instant sentAt, HttpAnswer answer, IOException cause) {}

    private final Kind kind;
    private final transient Instant sentAt;
    private final transient HttpAnswer answer;
    private final transient Instant retryAt;

    /** @param retryAt when IM wants to be asked again, or null when it has not said so */
    ImUnavailableException(String call, Failure failure, int attempts, Instant retryAt) {
        super(
                new Problem(
                        "IM_UNAVAILABLE",
                        call + " failed " + attempts + (attempts == 1 ? " time" : " times") + ", last with "
                                + failure.how(),
                        "You need do nothing if IM is in maintenance; the run resumes by itself once IM answers"),
                failure.cause());
        this.kind = failure.kind();
        this.sentAt = failure.sentAt();
        this.answer = failure.answer();
        this.retryAt = retryAt;
    }

    public Kind kind() {
        return kind;
    }

    @Override
    public Optional<Transient> passing() {
        return Optional.of(new Transient(Transient.Reason.IM_UNAVAILABLE, retryAt));
    }

    /** When the last attempt was sent. */
    public Instant sentAt() {
        return sentAt;
    }

    /** The answer of the last attempt, where its status is what failed: what else it says is for the operation to judge. */
    public Optional<HttpAnswer> answer() {
        return Optional.ofNullable(answer);
    }

    /** Whether a single record of the request may be the reason, so that the others are worth trying without it. */
    public boolean mayBePoison() {
        return kind == Kind.SERVER_ERROR || kind == Kind.TIMEOUT || kind == Kind.CONNECTION_LOST;
    }

    @Override
    public ProblemKind problemKind() {
        return switch (kind) {
            case TIMEOUT -> ProblemKind.TIMED_OUT;
            case UNUSABLE_ANSWER, SERVER_ERROR, CONNECTION_LOST -> ProblemKind.UPSTREAM_FAULT;
            case OVERLOADED, UNREACHABLE -> ProblemKind.UNAVAILABLE;
        };
    }
}
