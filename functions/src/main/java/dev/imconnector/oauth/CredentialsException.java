package dev.imconnector.oauth;

import dev.imconnector.problem.Problem;

/** The client's credentials are missing or cannot be read. Its texts hold nothing of what was read. */
public class CredentialsException extends OAuthException {

    private static final long serialVersionUID = 1L;

    /** There are no credentials yet, or one of the two is blank. */
    public static final String SECRET_EMPTY = "SECRET_EMPTY";
    /** What is stored is not what is expected, or it could not be read. */
    public static final String SECRET_UNREADABLE = "SECRET_UNREADABLE";

    /** @param retryable whether reading them later may work without anybody doing anything */
    public CredentialsException(Problem problem, boolean retryable) {
        super(problem, retryable, 0, null);
    }
}
