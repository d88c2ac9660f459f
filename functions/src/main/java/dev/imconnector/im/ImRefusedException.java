package dev.imconnector.im;

import dev.imconnector.problem.Problem;

/** IM refused the request as such (a 4xx, or a status nobody expects); trying the same again cannot help. */
public final class ImRefusedException extends ImException {

    private static final long serialVersionUID = 1L;

    private final int status;

    ImRefusedException(String call, int status, String words) {
        super(
                new Problem(
                        "IM_REFUSED",
                        call + " was answered " + status + (words.isEmpty() ? "" : ": " + words),
                        "Check IM_API_URL, and with the status and the words above what IM expects"),
                null);
        this.status = status;
    }

    /** IM's status code. */
    public int status() {
        return status;
    }
}
