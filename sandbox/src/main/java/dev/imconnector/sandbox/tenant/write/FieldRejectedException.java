package dev.imconnector.sandbox.tenant.write;

/** Why a field of an element is not taken; becomes the message that stands in the place of its value. */
final class FieldRejectedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FieldRejectedException(ErrorCode code, String message) {
        super(code.says(message));
    }
}
