package dev.imconnector.sandbox;

/** Why the simulated IM refuses a request; becomes the answer with that status. */
final class RequestRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String oauthError;

    RequestRefusedException(int status, String message) {
        this(status, "", message);
    }

    /** @param oauthError the error code at the token endpoint; the API's own errors have none */
    RequestRefusedException(int status, String oauthError, String message) {
        super(OneLine.of(message));
        this.status = status;
        this.oauthError = oauthError;
    }

    int status() {
        return status;
    }

    String oauthError() {
        return oauthError;
    }
}
