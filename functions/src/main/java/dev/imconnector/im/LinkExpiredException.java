package dev.imconnector.im;

import dev.imconnector.problem.Problem;

/** IM no longer accepts a link to a next page that it made itself; the pages must be read from the first one on. */
public final class LinkExpiredException extends ImException {

    private static final long serialVersionUID = 1L;

    public LinkExpiredException(String call, int status, String words) {
        super(
                new Problem(
                        "NEXT_LINK_EXPIRED",
                        call + " was answered " + status + (words.isEmpty() ? "" : ": " + words)
                                + "; IM no longer accepts its own link to the next page",
                        "Pull again with \"retry\": true; if it happens again, pull fewer rows at a time (filter), or ask"
                                + " SAP support how long such links live"),
                null);
    }
}
