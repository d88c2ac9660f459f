package dev.imconnector.im;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemKind;

/** IM refused the request as such (a 4xx, or a status nobody expects); trying the same again cannot help. */
public final class ImRefusedException extends ImException {

    private static final long serialVersionUID = 1L;

    private final int status;

    public ImRefusedException(String call, int status, String words) {
        super(
                new Problem(
                        "IM_REFUSED",
                        call + " was answered " + status + (words.isEmpty() ? "" : ": " + words),
                        fix(status)),
                null);
        this.status = status;
    }

    private static String fix(int status) {
        return switch (status) {
            case 404 -> "Check that IM has what the path names, and that IM_API_URL is right";
            case 400, 409, 422 -> "Correct the request as IM's message says, then retry";
            default -> "Check IM_API_URL; the status and the words above say what IM expects";
        };
    }

    /** IM's status code. */
    public int status() {
        return status;
    }

    /** Some refusals mean the same to our caller; any other one is about how we speak to IM. */
    @Override
    public ProblemKind problemKind() {
        return switch (status) {
            case 400 -> ProblemKind.INVALID;
            case 404 -> ProblemKind.NOT_FOUND;
            case 409 -> ProblemKind.CONFLICT;
            case 413 -> ProblemKind.TOO_LARGE;
            case 422 -> ProblemKind.UNPROCESSABLE;
            default -> ProblemKind.UPSTREAM_FAULT;
        };
    }
}
