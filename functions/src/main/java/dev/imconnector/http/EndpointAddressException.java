package dev.imconnector.http;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.problem.ProblemKind;

/** The setting of an endpoint's address cannot be used. Its text never quotes the address. Not retryable. */
public final class EndpointAddressException extends ProblemException {

    private static final long serialVersionUID = 1L;

    /** The code of its problem. */
    public static final String CODE = "ENDPOINT_ADDRESS_REFUSED";

    EndpointAddressException(String message, String fix) {
        super(new Problem(CODE, message, fix));
    }

    @Override
    public ProblemKind problemKind() {
        return ProblemKind.UPSTREAM_FAULT;
    }
}
