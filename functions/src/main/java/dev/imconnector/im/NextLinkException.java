package dev.imconnector.im;

import dev.imconnector.problem.Problem;

/** IM's link to the next page must not be followed; nothing was sent. Trying again brings the same link. */
public final class NextLinkException extends ImException {

    private static final long serialVersionUID = 1L;

    NextLinkException(Problem problem) {
        super(problem, null);
    }

    /** A link that leads back to a page that was read before. */
    public static NextLinkException loop(long page) {
        return new NextLinkException(new Problem(
                "NEXT_LINK_LOOPS",
                "The link to the next page after page " + page + " leads to a page that was read before",
                "Report it to SAP support: IM's pages never come to an end. Another page-size or results-orderby may"
                        + " avoid it"));
    }
}
