package dev.imconnector.manage;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.problem.ProblemKind;

/** The mark of a next page that a caller gave back leads nowhere. */
public final class NextPageException extends ProblemException {

    private static final long serialVersionUID = 1L;

    private static final String FIX = "Take nextLink as it came with the page before, or start again without next";

    private NextPageException(Problem problem, Throwable cause) {
        super(problem, cause);
    }

    static NextPageException invalid(Throwable cause) {
        return new NextPageException(
                new Problem("NEXT_INVALID", "next is not the mark of a next page of these rows", FIX), cause);
    }

    static NextPageException notOurs() {
        return new NextPageException(
                new Problem("NEXT_EXPIRED", "next was not made here, or before the client's secret was changed", FIX),
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
