package dev.imconnector.oauth;

import dev.imconnector.problem.Problem;

/**
 * The token endpoint's answer is a success by its status and holds no usable token. Retryable when it is not JSON at
 * all (a maintenance page), else not. The body is never quoted.
 */
public final class TokenAnswerException extends OAuthException {

    private static final long serialVersionUID = 1L;

    /** The code of its problem. */
    public static final String CODE = "TOKEN_ANSWER_UNUSABLE";

    TokenAnswerException(String message, String fix, boolean retryable, int attempts) {
        super(new Problem(CODE, message, fix), retryable, attempts, null);
    }
}
