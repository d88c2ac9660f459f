package dev.imconnector.cli.stack;

/** There is nothing here to run these tests against; the message says why. */
final class StackUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    StackUnavailableException(String reason) {
        super(reason);
    }
}
