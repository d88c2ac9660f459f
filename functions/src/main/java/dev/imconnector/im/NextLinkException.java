package dev.imconnector.im;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemKind;

/** IM's link to the next page must not be followed; nothing was sent. Trying again brings the same link. */
public final class NextLinkException extends ImException {

    private static final long serialVersionUID = 1L;

    public NextLinkException(Problem problem) {
        super(problem, null);
    }

    /** A link from an entity's rows to something else. */
    public static NextLinkException strays(Entity entity) {
        return new NextLinkException(new Problem(
                "NEXT_LINK_STRAYS",
                "IM's link to the next page of " + entity + " leads to another resource",
                "Report it to SAP support: the rows cannot be read page by page"));
    }

    /** A link that leads back to a page that was read before. */
    public static NextLinkException loop(long page) {
        return new NextLinkException(new Problem(
                "NEXT_LINK_LOOPS",
                "The link to the next page after page " + page + " leads to a page that was read before",
                "Report it to SAP support: IM's pages never end. Another page-size or results-orderby may"
                        + " avoid it"));
    }

    @Override
    public ProblemKind problemKind() {
        return ProblemKind.UPSTREAM_FAULT;
    }
}
