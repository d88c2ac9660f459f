package dev.imconnector.sandbox.http;

/** Why the simulated IM refuses a request; becomes the answer with that status. */
public final class RequestRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String oauthError;

    public RequestRefusedException(int status, String message) {
        this(status, "", message);
    }

    /** @param oauthError the error code at the token endpoint; the API's own errors have none */
    public RequestRefusedException(int status, String oauthError, String message) {
        super(OneLine.of(message));
        this.status = status;
        this.oauthError = oauthError;
    }

    public int status() {
        return status;
    }

    public String oauthError() {
        return oauthError;
    }
}
