package dev.imconnector.cli.api;

/** The gateway answers by itself. */
final class GatewayException extends Exception {

    private static final long serialVersionUID = 1L;

    private final GatewayError error;

    GatewayException(GatewayError error) {
        super(error.message());
        this.error = error;
    }

    GatewayError error() {
        return error;
    }
}
