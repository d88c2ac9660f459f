package dev.imconnector.im;

import dev.imconnector.problem.Problem;

/** IM does not let this client do that: 401 with a fresh token, or 403. Trying again cannot help. */
public final class ImDeniedException extends ImException {

    private static final long serialVersionUID = 1L;

    private ImDeniedException(Problem problem) {
        super(problem, null);
    }

    static ImDeniedException unauthorized(String call) {
        return new ImDeniedException(new Problem(
                "IM_UNAUTHORIZED",
                call + " was answered 401, and again with a new token",
                "Check in IM's admin console that the OAuth client still exists and belongs to this tenant, and that"
                        + " IM_API_URL and IM_TOKEN_URL name the same tenant"));
    }

    /** A page instead of JSON: it was not IM that answered. */
    static ImDeniedException blocked(String call) {
        return new ImDeniedException(new Problem(
                "IM_FORBIDDEN",
                call + " was answered 403 with a page that is no JSON, which is no answer of IM",
                "Most likely a firewall, proxy or content delivery network before IM blocks the address that this runs"
                        + " from: have its operators let it in; else check IM_API_URL"));
    }

    static ImDeniedException forbidden(String call) {
        return new ImDeniedException(new Problem(
                "IM_FORBIDDEN",
                call + " was answered 403: the OAuth client lacks the scope for it",
                "Add the scope (im.write for writes, im.read for reads) to the client in IM's admin console, and check"
                        + " IM_SCOPE"));
    }
}
