package dev.imconnector.manage;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.problem.ProblemKind;

/** The mark of a next page that a caller gave back leads nowhere. */
public final class NextPageException extends ProblemException {

    private static final long serialVersionUID = 1L;

    private static final String FIX = "Use nextLink unchanged from the page before, or start again without next";

    private NextPageException(Problem problem, Throwable cause) {
        super(problem, cause);
    }

    static NextPageException invalid(Throwable cause) {
        return new NextPageException(
                new Problem("NEXT_INVALID", "next does not mark a further page of these rows", FIX), cause);
    }

    static NextPageException notOurs() {
        return new NextPageException(
                new Problem(
                        "NEXT_EXPIRED",
                        "next was not issued here, or it was issued before the client's" + " secret changed",
                        FIX),
                null);
    }

    static NextPageException expired(Throwable cause) {
        return new NextPageException(
                new Problem("NEXT_EXPIRED", "IM no longer accepts its link to this page", FIX), cause);
    }

    @Override
    public ProblemKind problemKind() {
        return ProblemKind.INVALID;
    }
}
